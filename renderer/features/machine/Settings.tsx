import { Button, NativeSelect, NumberInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState, type SubmitEvent, type ReactNode } from 'react'
import { limits, type SettingName, type SettingRow } from '../../../electron/api/schema/settings.ts'
import { useBerth, useMachine } from '../../client/context.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Meter } from '../../components/Meter.tsx'
import { Notice } from '../../components/Notice.tsx'
import { t } from '../../i18n/index.ts'
import { gibibytes } from '../../lib/format.ts'
import { machineSettings, type MachineSetting } from './names.ts'
import { actOnMachine } from './machine-actions.tsx'
import css from './Machine.module.css'

const steps: Readonly<Partial<Record<SettingName, number>>> = { cpus: 1, memoryMiB: 512, diskGiB: 8 }
const accelerators = ['auto', 'kvm', 'hvf', 'whpx', 'tcg']

/**
 * The machine's settings, each edited in its place and checked by the host; `show` leaves those of other names out.
 * `bare`: among other settings, which have a title already.
 */
export function Settings({
  show = () => true,
  bare = false,
}: {
  show?: (name: MachineSetting) => boolean
  bare?: boolean
}): ReactNode {
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
    <section className={css.settings} aria-label={t('machine:settings.title')}>
      {!bare && <h3>{t('machine:settings.title')}</h3>}
      {waiting && running && (
        <Notice
          kind="info"
          message={t('machine:settings.changed')}
          actions={
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                setWaiting(false)
                void actOnMachine(berth, 'restart')
              }}
            >
              {t('machine:settings.restart')}
            </Button>
          }
        />
      )}
      {data?.map((row) =>
        !isMachineSetting(row.name) || !show(row.name) ? null : (
          <Setting
            key={`${row.name} ${JSON.stringify(row.value)}`}
            row={{ ...row, name: row.name }}
            onSet={async (value) => {
              const change = await berth.client.settings.set.mutate({ name: row.name, value })
              if (change.needsRestart) setWaiting(true)
              await cache.invalidateQueries({ queryKey: ['settings'] })
            }}
          />
        ),
      )}
      {!bare && (
        <div className={css.setting}>
          <div className={css.settingName}>{t('machine:settings.more')}</div>
          <div>
            <Link to="/settings">{t('machine:settings.engineLink')}</Link>
          </div>
        </div>
      )}
    </section>
  )
}

const isMachineSetting = (name: SettingName): name is MachineSetting =>
  machineSettings.some((each) => each === name)

interface SettingProps {
  readonly row: SettingRow & { readonly name: MachineSetting }
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
  const name = t(`machine:settings.name.${row.name}`)
  return (
    <form className={css.setting} onSubmit={submit}>
      <div className={css.settingName}>{name}</div>
      <div className={css.settingValue}>
        {row.name === 'accelerator' ? (
          <NativeSelect
            aria-label={name}
            data={accelerators}
            value={String(value)}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <NumberInput
            aria-label={name}
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
              {t('machine:settings.save')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setValue(kept)}>
              {t('machine:settings.undo')}
            </Button>
          </>
        )}
        {!row.isDefault && value === kept && (
          <Button size="xs" variant="default" onClick={() => void set(null)}>
            {t('machine:settings.back')}
          </Button>
        )}
      </div>
      {typeof value === 'number' && <OfComputer name={row.name} value={value} />}
      <div className={css.settingHint}>
        {error ? (
          <span role="alert" className={css.settingError}>
            {error.message} {error.hint}
          </span>
        ) : (
          `${aboutOf(row.name)} ${t(`machine:settings.effect.${row.takesEffect}`)}`
        )}
      </div>
    </form>
  )
}

/** How much of this computer that is. */
function OfComputer({ name, value }: { name: MachineSetting; value: number }): ReactNode {
  const { client } = useBerth()
  const { data } = useQuery({ queryKey: ['host'], queryFn: () => client.host.info.query() })
  if (!data || (name !== 'cpus' && name !== 'memoryMiB')) return null
  const all = data.computer[name]
  const words =
    name === 'cpus'
      ? t('machine:settings.ofCpus', { count: all })
      : t('machine:settings.ofMemory', { all: gibibytes(all * 2 ** 20) })
  return (
    <div className={css.ofComputer}>
      <Meter label={t('machine:settings.ofComputer')} share={value / all} words={words} />
    </div>
  )
}

function aboutOf(name: MachineSetting): string {
  const { min, max } = name === 'accelerator' ? { min: 0, max: 0 } : limits[name]
  return t(`machine:settings.about.${name}`, { min, max })
}
