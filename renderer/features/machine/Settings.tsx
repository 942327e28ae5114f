import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { limits, type SettingName, type SettingRow } from '../../../electron/api/schema/settings.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Command } from '../../components/Copyable.tsx'
import { Notice } from '../../components/Notice.tsx'
import { quoted } from '../../lib/docker-command.ts'
import { actOnMachine } from './machine-actions.tsx'
import css from './Machine.module.css'

const names: Readonly<Record<SettingName, string>> = {
  cpus: 'CPUs',
  memoryMiB: 'Memory, MiB',
  diskGiB: 'Disk, GiB',
  accelerator: 'Accelerator',
  engine: 'Engine (daemon.json)',
}
const steps: Readonly<Partial<Record<SettingName, number>>> = { cpus: 1, memoryMiB: 512, diskGiB: 8 }
const accelerators = ['auto', 'kvm', 'hvf', 'whpx', 'tcg']
const effects: Readonly<Record<SettingRow['takesEffect'], string>> = {
  'at-next-start': 'at the next start',
  'at-engine-restart': 'when the engine restarts',
  'at-once': 'at once',
}

/** The machine's settings, each edited in its place and checked by the host. */
export function Settings(): ReactNode {
  const berth = useBerth()
  const cache = useQueryClient()
  const running = useMachine()?.status.state === 'running'
  const [waiting, setWaiting] = useState(false)
  const { data, error } = useQuery({
    queryKey: ['settings'],
    queryFn: () => berth.client.settings.list.query(),
  })
  if (error) {
    const { message, hint } = plainError(error)
    return <Notice kind="error" message={message} hint={hint} />
  }
  return (
    <section className={css.settings} aria-label="Settings">
      <h3>Settings</h3>
      {waiting && running && (
        <Notice
          kind="info"
          message="Changed. The running machine still has the old value."
          actions={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setWaiting(false)
                void actOnMachine(berth, 'restart')
              }}
            >
              Restart now
            </Button>
          }
        />
      )}
      {data?.map((row) => (
        <Setting
          key={`${row.name} ${JSON.stringify(row.value)}`}
          row={row}
          onSet={async (value) => {
            const change = await berth.client.settings.set.mutate({ name: row.name, value })
            if (change.needsRestart) setWaiting(true)
            await cache.invalidateQueries({ queryKey: ['settings'] })
          }}
        />
      ))}
    </section>
  )
}

interface SettingProps {
  readonly row: SettingRow
  readonly onSet: (value: string | number | null) => Promise<void>
}

function Setting({ row, onSet }: SettingProps): ReactNode {
  const kept = typeof row.value === 'number' || typeof row.value === 'string' ? row.value : ''
  const [value, setValue] = useState<string | number>(kept)
  const [error, setError] = useState<PlainError | null>(null)
  const set = async (next: string | number | null): Promise<void> => {
    setError(null)
    try {
      await onSet(next)
    } catch (thrown) {
      setError(plainError(thrown))
    }
  }
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (value !== kept && value !== '') void set(value)
  }
  const description = `${row.description} Takes effect ${effects[row.takesEffect]}.`
  if (row.name === 'engine')
    return (
      <div className={css.setting}>
        <div className={css.settingName}>{names.engine}</div>
        <div className={css.settingEngine}>
          <code className="mono">{JSON.stringify(row.value)}</code>
          <div className="dim">{description}</div>
          <Command line={`berth config set engine ${quoted(JSON.stringify(row.value))}`} />
        </div>
      </div>
    )
  return (
    <form className={css.setting} onSubmit={submit}>
      <div className={css.settingName}>{names[row.name]}</div>
      <div className={css.settingValue}>
        {row.name === 'accelerator' ? (
          <NativeSelect
            aria-label={names[row.name]}
            data={accelerators}
            value={String(value)}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <NumberInput
            aria-label={names[row.name]}
            value={value}
            min={limits[row.name].min}
            max={limits[row.name].max}
            step={steps[row.name] ?? 1}
            allowDecimal={false}
            clampBehavior="none"
            onChange={setValue}
          />
        )}
        {value !== kept && (
          <>
            <Button type="submit" size="xs">
              Save
            </Button>
            <Button size="xs" variant="default" onClick={() => setValue(kept)}>
              Undo
            </Button>
          </>
        )}
        {!row.isDefault && value === kept && (
          <Button size="xs" variant="default" onClick={() => void set(null)}>
            Back to default
          </Button>
        )}
      </div>
      <div className={css.settingHint}>
        {error ? (
          <span role="alert" className={css.settingError}>
            {error.message} {error.hint}
          </span>
        ) : (
          description
        )}
      </div>
    </form>
  )
}
