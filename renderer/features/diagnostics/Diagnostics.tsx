import { Button, Group, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconFileZip } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { Client } from '../../client/connection.ts'
import { useBerth } from '../../client/context.ts'
import { plainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Facts } from '../../components/Facts.tsx'
import { Notice } from '../../components/Notice.tsx'
import { tellError } from '../../components/tell.tsx'
import { t } from '../../i18n/index.ts'
import { bytes } from '../../lib/format.ts'
import { save } from '../../lib/save.ts'

/** Opens what says what diagnostics hold, before they are made. */
export function DiagnosticsButton(): ReactNode {
  const { client, connection } = useBerth()
  const connected = useStore(connection).kind === 'open'
  return (
    <Button
      variant="default"
      disabled={!connected}
      leftSection={<IconFileZip size={14} />}
      onClick={() => openDiagnostics(client)}
    >
      {t('diagnostics:open')}
    </Button>
  )
}

export function openDiagnostics(client: Client): void {
  modals.open({
    title: t('diagnostics:title'),
    size: 'lg',
    children: <Diagnostics client={client} onClose={() => modals.closeAll()} />,
  })
}

function Diagnostics({ client, onClose }: { client: Client; onClose: () => void }): ReactNode {
  const [making, setMaking] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['diagnostics'],
    queryFn: () => client.diagnostics.contents.query(),
    gcTime: 0,
  })
  const make = async (): Promise<void> => {
    setMaking(true)
    try {
      save(await client.diagnostics.download.mutate())
      onClose()
    } catch (thrown) {
      tellError(thrown)
      setMaking(false)
    }
  }
  return (
    <Stack gap="md">
      <Text>{t('diagnostics:intro')}</Text>
      {error && <Notice kind="error" message={plainError(error).message} hint={plainError(error).hint} />}
      {data && (
        <Facts
          title={t('diagnostics:contents')}
          facts={data.map((part) => [
            part.name,
            part.what === 'log'
              ? t('diagnostics:what.log', { size: bytes(part.bytes) })
              : t(`diagnostics:what.${part.what}`),
          ])}
        />
      )}
      <Text className="dim">{t('diagnostics:removed')}</Text>
      <Command line="berth diagnostics" />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:cancel')}
        </Button>
        <Button data-autofocus loading={making} disabled={!data} onClick={() => void make()}>
          {t('diagnostics:make')}
        </Button>
      </Group>
    </Stack>
  )
}
