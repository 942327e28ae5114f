import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useState, type ReactNode } from 'react'
import { Joining, type NetworkRow } from '../../../electron/api/schema/networks.ts'
import type { Berth } from '../../client/berth.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { networkCommands } from './words.ts'

/** Asks which container joins the network, and how. */
export function askToConnect(berth: Berth, network: NetworkRow): void {
  modals.open({
    title: t('networks:connect.title', { name: network.name }),
    children: <ConnectContainer berth={berth} network={network} onClose={() => modals.closeAll()} />,
  })
}

interface ConnectContainerProps {
  readonly berth: Berth
  readonly network: NetworkRow
  readonly onClose: () => void
}

function ConnectContainer({ berth, network, onClose }: ConnectContainerProps): ReactNode {
  const { rows } = useStore(berth.containers)
  const [container, setContainer] = useState<string | null>(null)
  const [names, setNames] = useState('')
  const [ipv4, setIpv4] = useState('')
  const [ipv6, setIpv6] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)
  const inside = new Set(network.members.map(({ id }) => id))
  const able = rows.filter(({ id }) => !inside.has(id)).sort((a, b) => a.name.localeCompare(b.name))
  if (able.length === 0) return <Text>{t('networks:connect.nobody')}</Text>

  const aliases = names.split(/\s+/).filter(Boolean)
  const { shape } = Joining
  const badAlias = aliases.find((alias) => !shape.aliases.unwrap().element.safeParse(alias).success)
  const bad4 = ipv4 !== '' && !shape.ipv4.unwrap().safeParse(ipv4).success
  const bad6 = ipv6 !== '' && !shape.ipv6.unwrap().safeParse(ipv6).success

  const connect = async (): Promise<void> => {
    if (container === null) return
    setBusy(true)
    try {
      const joining = { aliases, ipv4: ipv4 || null, ipv6: ipv6 || null }
      await berth.client.networks.connect.mutate({ network: network.id, container, joining })
      onClose()
    } catch (thrown) {
      setError(plainError(thrown))
    }
    setBusy(false)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void connect()
      }}
    >
      <Stack gap="sm">
        <Select
          size="sm"
          searchable
          data-autofocus
          label={t('networks:connect.container')}
          placeholder={t('networks:connect.choose')}
          data={able.map(({ id, name }) => ({ value: id, label: name }))}
          value={container}
          onChange={setContainer}
        />
        <TextInput
          label={t('networks:connect.aliases')}
          description={t('networks:connect.aliasesHint')}
          value={names}
          onChange={(event) => setNames(event.currentTarget.value)}
          error={badAlias !== undefined && t('networks:connect.aliasWrong', { alias: badAlias })}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t('networks:connect.ipv4')}
            value={ipv4}
            onChange={(event) => setIpv4(event.currentTarget.value.trim())}
            error={bad4 && t('networks:connect.addressWrong')}
          />
          <TextInput
            label={t('networks:connect.ipv6')}
            value={ipv6}
            disabled={!network.ipv6}
            onChange={(event) => setIpv6(event.currentTarget.value.trim())}
            error={bad6 && t('networks:connect.addressWrong')}
          />
        </Group>
        <Text size="xs" className="dim">
          {t('networks:connect.addressHint')}
        </Text>
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Command
          line={networkCommands.connect(
            network.name,
            able.find(({ id }) => id === container)?.name ?? 'CONTAINER',
            aliases,
            ipv4,
            ipv6,
          )}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common:cancel')}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={container === null || badAlias !== undefined || bad4 || bad6}
          >
            {t('networks:connect.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
