import { Button, Group, Radio, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { bytes } from '../../lib/format.ts'
import css from './Images.module.css'
import { imageName } from './words.ts'

/** Shows what a clean-up takes and frees before it does anything. */
export function PruneForm({ onClose }: { onClose: () => void }): ReactNode {
  const { client } = useBerth()
  const [all, setAll] = useState(false)
  const [failed, setFailed] = useState<PlainError | null>(null)
  const { data, error } = useQuery({
    queryKey: ['images', 'unused', all],
    queryFn: () => client.images.unused.query({ all }),
    staleTime: 0,
    gcTime: 0,
  })
  const problem = failed ?? (error && plainError(error))

  const prune = async (): Promise<void> => {
    try {
      await client.images.prune.mutate({ all })
      onClose()
    } catch (thrown) {
      setFailed(plainError(thrown))
    }
  }
  return (
    <Stack gap="md">
      <Radio.Group
        label={t('images:prune.which')}
        value={all ? 'all' : 'dangling'}
        onChange={(value) => setAll(value === 'all')}
      >
        <Stack gap="sm" mt="xs">
          <Radio
            size="xs"
            value="dangling"
            data-autofocus
            label={t('images:prune.dangling')}
            description={t('images:prune.danglingHelp')}
          />
          <Radio
            size="xs"
            value="all"
            label={t('images:prune.all')}
            description={t('images:prune.allHelp')}
          />
        </Stack>
      </Radio.Group>
      {problem && <Notice kind="error" message={problem.message} hint={problem.hint} />}
      {!data && !problem && <p className={css.plain}>{t('images:prune.looking')}</p>}
      {data && (
        <div role="status">
          {data.images.length === 0
            ? t('images:prune.nothing')
            : t('images:prune.what', { count: data.images.length, size: bytes(data.bytes) })}
        </div>
      )}
      {data && data.images.length > 0 && (
        <ul className={css.goes} aria-label={t('images:prune.list')} tabIndex={0}>
          {data.images.map((image) => (
            <li key={image.id}>
              <span className={image.tags.length > 0 ? 'clip' : 'clip mono'} title={image.tags.join('\n')}>
                {imageName(image)}
              </span>
              <span className="dim">{bytes(image.bytes)}</span>
            </li>
          ))}
        </ul>
      )}
      <Command line={dockerCommand('image', 'prune', ...(all ? ['-a'] : []))} />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          {t('images:prune.keep')}
        </Button>
        <Button color="red" disabled={!data || data.images.length === 0} onClick={() => void prune()}>
          {t('images:prune.submit', { size: bytes(data?.bytes ?? 0) })}
        </Button>
      </Group>
    </Stack>
  )
}
