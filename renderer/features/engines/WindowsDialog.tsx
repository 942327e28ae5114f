import { Button, Group, Modal, Radio, Stack, Text } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'
import type { WindowsContainersView } from '../../../electron/api/schema/windows-containers.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'

type Told = ReturnType<typeof plainError>

/** Windows' own engine: what there is of it, and what setting it up or removing it will do before anybody is asked for rights. */
export default function WindowsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { client } = useBerth()
  const [view, setView] = useState<WindowsContainersView | null>(null)
  const [error, setError] = useState<Told | null>(null)
  const [done, setDone] = useState<string | null>(null)
  const [working, setWorking] = useState(false)
  useEffect(() => {
    const over = new AbortController()
    client.windowsContainers.look
      .query(undefined, { signal: over.signal })
      .then(setView, (thrown: unknown) => {
        if (!over.signal.aborted) setError(plainError(thrown))
      })
    return () => over.abort()
  }, [client])

  const act = (work: () => Promise<string>): void => {
    setWorking(true)
    setError(null)
    work()
      .then(setDone, (thrown: unknown) => setError(plainError(thrown)))
      .finally(() => setWorking(false))
  }
  const add = async (): Promise<string> => {
    const { restart } = await client.windowsContainers.add.mutate()
    return restart ? t('engines:windows.restart') : t('engines:windows.added')
  }
  const remove = async (deleteData: boolean): Promise<string> => {
    await client.windowsContainers.remove.mutate({ deleteData })
    return deleteData ? t('engines:windows.removedAll') : t('engines:windows.removed')
  }

  return (
    <Modal opened onClose={onClose} title={t('engines:windows.title')} size="lg">
      <Stack gap="md">
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        {done !== null && <Text role="status">{done}</Text>}
        {done === null && !view && !error && <Text role="status">{t('engines:windows.looking')}</Text>}
        {done === null && view && (
          <Offer
            view={view}
            working={working}
            add={() => act(add)}
            remove={(all) => act(() => remove(all))}
          />
        )}
        {working && <Text role="status">{t('engines:windows.asking')}</Text>}
        {done !== null && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} data-autofocus>
              {t('engines:windows.close')}
            </Button>
          </Group>
        )}
      </Stack>
    </Modal>
  )
}

interface OfferProps {
  readonly view: WindowsContainersView
  readonly working: boolean
  readonly add: () => void
  readonly remove: (deleteData: boolean) => void
}

function Offer({ view, working, add, remove }: OfferProps): ReactNode {
  const { state, data, kept } = view
  if (state === 'impossible') return <Text>{t('engines:windows.impossible')}</Text>
  if (state === 'elsewhere') return <Text>{t('engines:windows.elsewhere')}</Text>
  if (state !== 'absent') return <Removal view={view} working={working} remove={remove} />
  return (
    <>
      <Text>{t('engines:windows.what')}</Text>
      <div>
        <Text>{t('engines:windows.asks')}</Text>
        <ul>
          <li>{t('engines:windows.feature')}</li>
          <li>{t('engines:windows.service')}</li>
          <li>{kept ? t('engines:windows.dataKept', { data }) : t('engines:windows.data', { data })}</li>
        </ul>
      </div>
      <Notice kind="warn" message={t('engines:windows.rights')} />
      <Command line="berth windows-containers add" />
      <Group justify="flex-end">
        <Button onClick={add} loading={working} data-autofocus>
          {t('engines:windows.add')}
        </Button>
      </Group>
    </>
  )
}

function Removal({
  view: { state, data, bytes: size },
  working,
  remove,
}: Omit<OfferProps, 'add'>): ReactNode {
  const [all, setAll] = useState(false)
  if (state === 'absent' || state === 'elsewhere' || state === 'impossible') return null
  const command = `berth windows-containers remove ${all ? '--delete-data' : '--keep-data'}`
  return (
    <>
      <Text>{t(`engines:windows.states.${state}`)}</Text>
      <Text>{t('engines:windows.removing')}</Text>
      <Radio.Group
        value={all ? 'delete' : 'keep'}
        onChange={(value) => setAll(value === 'delete')}
        label={t('engines:windows.dataLabel', { data })}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="keep" label={t('engines:windows.keep')} />
          <Radio
            value="delete"
            label={
              size === null
                ? t('engines:windows.deleteUnknown')
                : t('engines:windows.delete', { bytes: bytes(size) })
            }
          />
        </Stack>
      </Radio.Group>
      <Command line={command} />
      <Group justify="flex-end">
        <Button
          color="red"
          variant={all ? 'filled' : 'default'}
          onClick={() => remove(all)}
          loading={working}
        >
          {all ? t('engines:windows.removeAll') : t('engines:windows.remove')}
        </Button>
      </Group>
    </>
  )
}
