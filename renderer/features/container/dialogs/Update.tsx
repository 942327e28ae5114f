import {
  Button,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core'
import { modals } from '@mantine/modals'
import { useQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import type { ContainerDetail } from '../../../../electron/api/schema/container.ts'
import type { ContainerRow } from '../../../../electron/api/schema/containers.ts'
import type { Berth } from '../../../client/berth.ts'
import { plainError } from '../../../client/errors.ts'
import { Notice } from '../../../components/Notice.tsx'
import { tell } from '../../../components/tell.tsx'
import { t } from '../../../i18n/index.ts'
import { enginePowers } from '../../../../electron/api/schema/engine-powers.ts'
import { useStore } from '../../../client/store.ts'
import { restartWords } from '../words.ts'
import { updateCommand } from './commands.ts'
import { cannotBeEmptied, changeOf, draftOf, type Draft, type Field } from './draft.ts'
import { Form } from './Form.tsx'
import { useWork } from './useWork.ts'

/** Changes limits and restart policy of a container as it is: it is not made anew, and runs on. */
export function openUpdate(berth: Berth, row: ContainerRow): void {
  modals.open({
    title: t('container:update.title', { name: row.name }),
    size: 560,
    children: <Loaded berth={berth} row={row} />,
  })
}

interface Subject {
  readonly berth: Berth
  readonly row: ContainerRow
}

function Loaded({ berth, row }: Subject): ReactNode {
  const { data, error } = useQuery({
    queryKey: ['container', row.id, 'update'],
    queryFn: () => berth.client.containers.detail.query({ id: row.id }),
    staleTime: 0,
    gcTime: 0,
  })
  if (error) {
    const { message, hint } = plainError(error)
    return <Notice kind="error" message={message} hint={hint} />
  }
  if (!data) return <p>{t('container:asking')}</p>
  return <Update berth={berth} row={row} detail={data} />
}

const policies = ['no', 'on-failure', 'always', 'unless-stopped'] as const

function Update({ berth, row, detail }: Subject & { readonly detail: ContainerDetail }): ReactNode {
  // A dialog stands outside of the page, which has what it needs in a context.
  const { liveLimits } = enginePowers(useStore(berth.engines)?.state.os ?? null)
  const [before] = useState(() => draftOf(detail))
  const [draft, setDraft] = useState(before)
  const [warnings, setWarnings] = useState<readonly string[]>([])
  const change = changeOf(before, draft)
  const emptied = cannotBeEmptied(before, draft)
  const { busy, error, run } = useWork(async () => {
    const warned = await berth.client.containers.update.mutate({ id: row.id, change })
    void berth.queries.invalidateQueries({ queryKey: ['container', row.id] })
    if (warned.length === 0) {
      modals.closeAll()
      tell(t('container:update.done', { name: row.name }))
    } else setWarnings(warned)
  })
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })

  if (warnings.length > 0) return <Warned name={row.name} warnings={warnings} />
  return (
    <Form
      command={updateCommand(row.name, change)}
      confirm={t('container:update.confirm')}
      ready={Object.keys(change).length > 0 && emptied.length === 0}
      busy={busy}
      error={error}
      onConfirm={run}
    >
      {liveLimits ? (
        <LimitFields draft={draft} emptied={emptied} set={set} />
      ) : (
        <Notice kind="info" message={t('container:update.notLive')} />
      )}
      {detail.autoRemove ? (
        <Notice kind="info" message={t('container:update.autoRemove')} />
      ) : (
        <Group align="flex-start" grow>
          <NativeSelect
            label={t('container:overview.restart')}
            value={draft.restart}
            data={policies.map((name) => ({ value: name, label: restartWords({ name, maximumRetries: 0 }) }))}
            onChange={(event) => {
              const restart = policies.find((name) => name === event.currentTarget.value)
              if (restart) set({ restart })
            }}
          />
          {draft.restart === 'on-failure' && (
            <NumberInput
              label={t('container:update.maximumRetries')}
              description={t('container:update.maximumRetriesHint')}
              inputWrapperOrder={['label', 'input', 'description']}
              min={0}
              max={1_000_000}
              allowDecimal={false}
              value={draft.maximumRetries}
              onChange={(value) => set({ maximumRetries: Number(value) })}
            />
          )}
        </Group>
      )}
    </Form>
  )
}

interface LimitFieldsProps {
  readonly draft: Draft
  readonly emptied: readonly Field[]
  readonly set: (part: Partial<Draft>) => void
}

function LimitFields({ draft, emptied, set }: LimitFieldsProps): ReactNode {
  type NumberField = 'memory' | 'swap' | 'memoryReservation' | 'cpus' | 'cpuShares' | 'pids' | 'blkioWeight'
  const number = (
    field: NumberField,
    options: { min: number; max?: number; step?: number; decimal?: boolean; placeholder?: string },
  ) => (
    <NumberInput
      label={t(`container:fields.${field}`)}
      placeholder={options.placeholder ?? t('container:update.noLimit')}
      min={options.min}
      {...(options.max !== undefined && { max: options.max })}
      step={options.step ?? 1}
      allowDecimal={options.decimal ?? false}
      allowNegative={false}
      clampBehavior="none"
      decimalScale={3}
      value={draft[field]}
      error={emptied.includes(field) ? t('container:update.cannotEmpty') : undefined}
      disabled={field === 'swap' && draft.swapUnlimited}
      onChange={(value) => set({ [field]: value === '' ? '' : Number(value) })}
    />
  )
  return (
    <SimpleGrid cols={2} spacing="md" verticalSpacing="sm">
      {number('memory', { min: 6, step: 64, decimal: true })}
      <Stack gap="xs">
        {number('swap', { min: 0, step: 64, decimal: true, placeholder: t('container:update.asMemory') })}
        <Checkbox
          label={t('container:update.swapUnlimited')}
          checked={draft.swapUnlimited}
          onChange={(event) => set({ swapUnlimited: event.currentTarget.checked })}
        />
      </Stack>
      {number('cpus', { min: 0.01, step: 0.5, decimal: true })}
      <TextInput
        size="xs"
        label={t('container:fields.cpuset')}
        placeholder={t('container:update.allCpus')}
        value={draft.cpuset}
        error={emptied.includes('cpuset') ? t('container:update.cannotEmpty') : undefined}
        onChange={(event) => set({ cpuset: event.currentTarget.value })}
      />
      {number('cpuShares', { min: 2, max: 262_144, step: 128, placeholder: '1024' })}
      {number('pids', { min: 1, step: 50 })}
      {number('memoryReservation', {
        min: 6,
        step: 64,
        decimal: true,
        placeholder: t('container:update.none'),
      })}
      {number('blkioWeight', { min: 10, max: 1000, step: 50, placeholder: t('container:update.none') })}
    </SimpleGrid>
  )
}

/** It is done; what the engine had to say stays until it was read. */
function Warned({
  name,
  warnings,
}: {
  readonly name: string
  readonly warnings: readonly string[]
}): ReactNode {
  return (
    <Stack gap="md">
      <p role="status">{t('container:update.done', { name })}</p>
      <Notice
        kind="warn"
        message={t('container:update.warned')}
        hint={warnings.map((warning) => (
          <div key={warning}>{warning}</div>
        ))}
      />
      <Group justify="flex-end">
        <Button data-autofocus onClick={() => modals.closeAll()}>
          {t('common:close')}
        </Button>
      </Group>
    </Stack>
  )
}
