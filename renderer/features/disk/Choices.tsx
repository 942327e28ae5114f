import { NativeSelect, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import {
  whatGoes,
  type Candidate,
  type CleanUpChoice,
  type CleanUpKind,
} from '../../../electron/api/schema/clean-up.ts'
import { t } from '../../i18n/index.ts'
import type { CleanUpScope } from './cleaning-up.ts'
import { kindsOf } from './scope.ts'
import css from './Disk.module.css'
import { goesWords } from './words.ts'

const keep = { value: 'none', label: t('disk:cleanUp.keep') }

/** How much of each kind can be chosen, the least first. */
const extents: Readonly<Record<CleanUpKind, readonly { value: string; label: string }[]>> = {
  containers: [keep, { value: 'all', label: t('disk:cleanUp.stopped') }],
  networks: [keep, { value: 'all', label: t('disk:cleanUp.unusedOnes') }],
  volumes: [
    keep,
    { value: 'narrow', label: t('disk:cleanUp.anonymous') },
    { value: 'all', label: t('disk:cleanUp.allUnused') },
  ],
  images: [
    keep,
    { value: 'narrow', label: t('disk:cleanUp.dangling') },
    { value: 'all', label: t('disk:cleanUp.allUnused') },
  ],
  cache: [
    keep,
    { value: 'narrow', label: t('disk:cleanUp.unshared') },
    { value: 'all', label: t('disk:cleanUp.allCache') },
  ],
}

const ages = { any: null, day: 24, week: 7 * 24, month: 30 * 24 } as const
const ageNames = ['any', 'day', 'week', 'month'] as const

interface ChoicesProps {
  readonly scope: CleanUpScope
  readonly candidates: readonly Candidate[]
  readonly choice: CleanUpChoice
  readonly now: number
  readonly onChoice: (choice: CleanUpChoice) => void
}

/** One line for each kind: how much of it goes, and what that is. Where it is about one kind, to keep all is no choice. */
export function Choices({ scope, candidates, choice, now, onChoice }: ChoicesProps): ReactNode {
  const going = whatGoes(candidates, choice, now)
  return (
    <div className={css.choices} role="group" aria-label={t('disk:cleanUp.which')}>
      {kindsOf(scope).map((kind) => (
        <div key={kind} className={css.choice}>
          <span>{t(`disk:kinds.${kind}`)}</span>
          <span className={css.extent}>
            <SegmentedControl
              size="xs"
              aria-label={t('disk:cleanUp.extentOf', { kind: t(`disk:kinds.${kind}`) })}
              data={extents[kind].slice(scope === 'disk' ? 0 : 1)}
              value={choice[kind]}
              onChange={(extent) => onChoice({ ...choice, [kind]: extent })}
            />
            {kind === 'cache' && choice.cache !== 'none' && (
              <NativeSelect
                aria-label={t('disk:cleanUp.age')}
                value={ageNames.find((name) => ages[name] === choice.cacheUnusedHours) ?? 'any'}
                onChange={(event) => {
                  const age = ageNames.find((name) => name === event.currentTarget.value) ?? 'any'
                  onChoice({ ...choice, cacheUnusedHours: ages[age] })
                }}
                data={ageNames.map((value) => ({
                  value,
                  label: `${t('disk:cleanUp.age')} ${t(`disk:cleanUp.ages.${value}`)}`,
                }))}
              />
            )}
          </span>
          <span className={css.goes}>{goesWords(going.filter((one) => one.kind === kind))}</span>
        </div>
      ))}
    </div>
  )
}
