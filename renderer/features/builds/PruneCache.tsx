import { Button, Group, NativeSelect, Radio, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import { isPruned, type CacheEntry, type CachePrune } from '../../../electron/api/schema/builds.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import css from './Builds.module.css'
import { cacheName } from './cache-columns.tsx'

const ages = { any: null, day: 24, week: 7 * 24, month: 30 * 24 } as const
const ageNames = ['any', 'day', 'week', 'month'] as const
const listed = 8

/** Asks what of the cache goes, and shows what that is before it does. */
export function askToPruneCache(berth: Berth, entries: readonly CacheEntry[]): void {
  modals.open({
    title: t('builds:cachePage.pruneTitle'),
    children: <PruneCache berth={berth} entries={entries} onClose={() => modals.closeAll()} />,
  })
}

interface PruneCacheProps {
  readonly berth: Berth
  readonly entries: readonly CacheEntry[]
  readonly onClose: () => void
}

function PruneCache({ berth, entries, onClose }: PruneCacheProps): ReactNode {
  const [all, setAll] = useState(false)
  const [age, setAge] = useState<(typeof ageNames)[number]>('any')
  const [error, setError] = useState<PlainError | null>(null)
  const [opened] = useState(() => Date.now())
  const prune: CachePrune = { all, unusedHours: ages[age] }
  const goes = entries.filter((entry) => isPruned(entry, prune, opened)).sort((a, b) => b.bytes - a.bytes)
  const freed = bytes(goes.reduce((sum, entry) => sum + entry.bytes, 0))

  const confirm = async (): Promise<void> => {
    try {
      await berth.client.buildCache.prune.mutate(prune)
      onClose()
    } catch (thrown) {
      setError(plainError(thrown))
    }
  }
  const until = prune.unusedHours === null ? [] : ['--filter', `until=${prune.unusedHours}h`]
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('builds:cachePage.which')}
        value={all ? 'all' : 'unused'}
        onChange={(value) => setAll(value === 'all')}
      >
        <Stack gap="sm" mt={4}>
          <Radio size="sm" value="unused" label={t('builds:cachePage.unused')} />
          <Radio size="sm" value="all" label={t('builds:cachePage.all')} />
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={t('builds:cachePage.age')}
        value={age}
        onChange={(event) => setAge(ageNames.find((name) => name === event.currentTarget.value) ?? 'any')}
        data={ageNames.map((value) => ({ value, label: t(`builds:cachePage.ages.${value}`) }))}
      />
      <Text role="status">
        {goes.length === 0
          ? t('builds:cachePage.nothing')
          : t('builds:cachePage.preview', { count: goes.length, bytes: freed })}
      </Text>
      {goes.length > 0 && (
        <ul className={css.preview}>
          {goes.slice(0, listed).map((entry) => (
            <li key={entry.id}>
              <span className="clip mono">{cacheName(entry)}</span>
              <span className="dim">{bytes(entry.bytes)}</span>
            </li>
          ))}
          {goes.length > listed && (
            <li className="dim">{t('builds:cachePage.more', { count: goes.length - listed })}</li>
          )}
        </ul>
      )}
      <Text c="dimmed">{t('builds:cachePage.lost')}</Text>
      <Command line={dockerCommand('builder', 'prune', ...(all ? ['--all'] : []), ...until)} />
      {error && <Notice kind="error" message={error.message} hint={error.hint} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('common:cancel')}
        </Button>
        <Button color="red" disabled={goes.length === 0} onClick={() => void confirm()}>
          {t('builds:cachePage.confirm', { bytes: freed })}
        </Button>
      </Group>
    </Stack>
  )
}
