import { Input, SegmentedControl, Textarea } from '@mantine/core'
import { useId, type ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { mono } from './mono.ts'
import { useIsShown, useRunForm } from './form.ts'

const kinds = ['engine', 'unconfined', 'own'] as const
type Kind = (typeof kinds)[number]

/** What a profile of one's own begins as: all that is not named is refused. */
const beginning = '{\n  "defaultAction": "SCMP_ACT_ERRNO",\n  "syscalls": []\n}'

/** The system calls that are let through: the engine's choice, all, or a profile. */
export function SeccompField(): ReactNode {
  const { spec, set, errorAt, touch } = useRunForm()
  const label = useId()
  const kind: Kind = spec.seccomp === '' ? 'engine' : spec.seccomp === 'unconfined' ? 'unconfined' : 'own'
  if (!useIsShown('seccomp')) return null
  const error = errorAt('seccomp')
  const choose = (next: string): void =>
    set('seccomp', next === 'engine' ? '' : next === 'own' ? beginning : 'unconfined')
  return (
    <div>
      <Input.Label id={label} component="div">
        {t('run:field.seccomp')}
      </Input.Label>
      <div>
        <SegmentedControl
          aria-labelledby={label}
          data={kinds.map((value) => ({ value, label: t(`run:seccomp.${value}`) }))}
          value={kind}
          onChange={choose}
        />
      </div>
      {kind !== 'own' && error !== undefined && <Input.Error>{error}</Input.Error>}
      {kind === 'own' && (
        <Textarea
          mt="sm"
          aria-label={t('run:seccomp.profile')}
          styles={mono}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          value={spec.seccomp}
          error={error}
          onBlur={() => touch('seccomp')}
          onChange={(event) => set('seccomp', event.currentTarget.value)}
        />
      )}
    </div>
  )
}
