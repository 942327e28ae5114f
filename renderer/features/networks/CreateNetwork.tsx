import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Modal,
  NativeSelect,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState, type ReactNode } from 'react'
import { IpAddress, NetworkName, NewNetwork } from '../../../electron/api/schema/networks.ts'
import { useBerth } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { useStore } from '../../client/store.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { parsePairs } from '../../lib/pairs.ts'
import { useEnginePowers } from '../engines/use-powers.ts'
import { creating } from './CreateNetworkButton.tsx'
import { networkCommands } from './words.ts'

/** The dialog for a new network, open while it is asked for. */
export function CreateNetworkDialog(): ReactNode {
  const isOpen = useStore(creating)
  return (
    <Modal opened={isOpen} onClose={() => creating.set(false)} title={t('networks:create.title')} size={520}>
      {isOpen && <Form onDone={() => creating.set(false)} />}
    </Modal>
  )
}

interface SubnetText {
  readonly subnet: string
  readonly gateway: string
}

function Form({ onDone }: { onDone: () => void }): ReactNode {
  const { client } = useBerth()
  const powers = useEnginePowers()
  const [name, setName] = useState('')
  const [driver, setDriver] = useState<string>(powers.networkDrivers[0])
  const [subnets, setSubnets] = useState<readonly SubnetText[]>([{ subnet: '', gateway: '' }])
  const [flags, setFlags] = useState({ ipv6: false, internal: false, attachable: false })
  const [options, setOptions] = useState('')
  const [labels, setLabels] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<PlainError | null>(null)

  const given = subnets.filter(({ subnet, gateway }) => subnet.trim() !== '' || gateway.trim() !== '')
  const network = {
    name: name.trim(),
    driver,
    subnets: given.map(({ subnet, gateway }) => ({ subnet: subnet.trim(), gateway: gateway.trim() || null })),
    ...flags,
    options: parsePairs(options).pairs,
    labels: parsePairs(labels).pairs,
  }
  const wrong = {
    name: NetworkName.safeParse(network.name).success ? null : t('networks:create.nameNeeded'),
    options: parsePairs(options).error,
    labels: parsePairs(labels).error,
  }
  const whole = NewNetwork.safeParse(network)
  const change = (at: number, part: Partial<SubnetText>): void =>
    setSubnets(subnets.map((each, index) => (index === at ? { ...each, ...part } : each)))

  const create = async (): Promise<void> => {
    setTried(true)
    if (!whole.success || wrong.options !== null || wrong.labels !== null) return
    setBusy(true)
    try {
      await client.networks.create.mutate(whole.data)
      onDone()
    } catch (thrown) {
      setError(plainError(thrown))
    }
    setBusy(false)
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
    >
      <Stack gap="sm">
        <Group grow align="flex-start">
          <TextInput
            label={t('networks:create.name')}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            error={tried && wrong.name}
          />
          <NativeSelect
            size="sm"
            label={t('networks:create.driver')}
            data={[...powers.networkDrivers]}
            value={driver}
            onChange={(event) => setDriver(event.currentTarget.value)}
          />
        </Group>
        {subnets.map((each, at) => (
          <Group key={at} grow align="flex-start" preventGrowOverflow={false}>
            <TextInput
              label={t('networks:create.subnet')}
              description={at === 0 ? t('networks:create.subnetHint') : undefined}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={each.subnet}
              onChange={(event) => change(at, { subnet: event.currentTarget.value })}
              error={tried && subnetWrong(each)}
            />
            <TextInput
              label={t('networks:create.gateway')}
              value={each.gateway}
              onChange={(event) => change(at, { gateway: event.currentTarget.value })}
              error={tried && gatewayWrong(each)}
            />
            {at > 0 && (
              <ActionIcon
                mt={26}
                flex="none"
                aria-label={t('networks:create.dropSubnet', { number: at + 1 })}
                onClick={() => setSubnets(subnets.filter((_, index) => index !== at))}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </Group>
        ))}
        <Group gap="lg">
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={subnets.length >= 8}
            onClick={() => setSubnets([...subnets, { subnet: '', gateway: '' }])}
          >
            {t('networks:create.addSubnet')}
          </Button>
        </Group>
        {powers.networkFlags.map((flag) => (
          <Checkbox
            key={flag}
            label={t(`networks:create.${flag}`)}
            checked={flags[flag]}
            onChange={(event) => setFlags({ ...flags, [flag]: event.currentTarget.checked })}
          />
        ))}
        <Group grow align="flex-start">
          <Textarea
            autosize
            minRows={1}
            maxRows={6}
            label={t('networks:create.options')}
            description={t('networks:create.optionsHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={options}
            onChange={(event) => setOptions(event.currentTarget.value)}
            error={tried && wrong.options}
          />
          <Textarea
            autosize
            minRows={1}
            maxRows={6}
            label={t('networks:create.labels')}
            value={labels}
            onChange={(event) => setLabels(event.currentTarget.value)}
            error={tried && wrong.labels}
          />
        </Group>
        {error && <Notice kind="error" message={error.message} hint={error.hint} />}
        <Command line={networkCommands.create({ ...network, name: network.name || 'NAME' })} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('common:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('networks:create.do')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const subnetOf = NewNetwork.shape.subnets.unwrap().element.shape.subnet

function subnetWrong({ subnet, gateway }: SubnetText): string | null {
  if (subnet.trim() === '' && gateway.trim() === '') return null
  return subnetOf.safeParse(subnet.trim()).success ? null : t('networks:create.subnetWrong')
}

function gatewayWrong({ gateway }: SubnetText): string | null {
  if (gateway.trim() === '') return null
  return IpAddress.safeParse(gateway.trim()).success ? null : t('networks:create.gatewayWrong')
}
