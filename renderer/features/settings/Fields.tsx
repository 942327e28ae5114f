import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { engineDefaults, type EngineSettings } from '../../../electron/api/schema/engine-settings.ts'
import { t } from '../../i18n/index.ts'
import {
  linesOf,
  logOption,
  poolLines,
  poolsOf,
  proxyOption,
  setLogOption,
  setProxy,
  stringsIn,
  type Value,
} from './fields.ts'
import css from './Settings.module.css'

const proxyNames = [
  ['http-proxy', 'http', 'http://proxy.example.com:3128'],
  ['https-proxy', 'https', 'http://proxy.example.com:3128'],
  ['no-proxy', 'none', 'localhost,.example.com'],
] as const

interface FieldsProps {
  readonly engine: EngineSettings
  /** `undefined` takes the key out */
  readonly onSet: (key: string, value: Value | undefined) => void
}

/** The usual settings, each a view of its key in the document. */
export function Fields({ engine, onSet }: FieldsProps): ReactNode {
  const setOption = (name: string, value: string): void =>
    onSet('log-opts', setLogOption(engine, name, value))
  const driver = engine['log-driver']
  const ownFiles = driver === undefined || driver === 'json-file' || driver === 'local'
  return (
    <div className={css.fields}>
      <fieldset id="network" className={css.group} tabIndex={-1}>
        <legend>{t('settings:section.network')}</legend>
        <p className={css.hint}>{t('settings:proxy.intro')}</p>
        {proxyNames.map(([name, label, example]) => {
          const value = proxyOption(engine, name)
          return (
            <TextInput
              key={name}
              label={t(`settings:proxy.${label}`)}
              description={value === null ? t('settings:field.inText') : t(`settings:proxy.${label}Hint`)}
              disabled={value === null}
              placeholder={example}
              spellCheck={false}
              value={value ?? ''}
              onChange={(event) => onSet('proxies', setProxy(engine, name, event.currentTarget.value.trim()))}
            />
          )
        })}
      </fieldset>
      <ListField engine={engine} name="registry-mirrors" label="mirrors" onSet={onSet} />
      <ListField engine={engine} name="insecure-registries" label="insecure" onSet={onSet} />
      <ListField engine={engine} name="dns" label="dns" onSet={onSet} />
      <ListField
        engine={engine}
        name="default-address-pools"
        label="pools"
        read={poolLines}
        write={poolsOf}
        onSet={onSet}
      />
      <NativeSelect
        label={t('settings:field.logDriver')}
        description={t('settings:field.logDriverHint')}
        data={[{ value: '', label: t('settings:field.logDriverDefault') }, ...drivers(driver)]}
        value={typeof driver === 'string' ? driver : ''}
        onChange={({ currentTarget: { value } }) => onSet('log-driver', value || undefined)}
      />
      <div className={css.pair}>
        <TextInput
          label={t('settings:field.logSize')}
          description={t('settings:field.logSizeHint')}
          disabled={!ownFiles}
          placeholder={engineDefaults['log-opts']['max-size']}
          value={logOption(engine, 'max-size')}
          onChange={({ currentTarget: { value } }) => setOption('max-size', value)}
        />
        <TextInput
          label={t('settings:field.logFiles')}
          description={t('settings:field.logFilesHint')}
          disabled={!ownFiles}
          placeholder={engineDefaults['log-opts']['max-file']}
          value={logOption(engine, 'max-file')}
          onChange={({ currentTarget: { value } }) => setOption('max-file', value)}
        />
      </div>
      <Checkbox
        label={t('settings:field.debug')}
        description={t('settings:field.debugHint')}
        checked={engine['debug'] === true}
        onChange={({ currentTarget: { checked } }) => onSet('debug', checked || undefined)}
      />
      <Checkbox
        label={t('settings:field.liveRestore')}
        description={t('settings:field.liveRestoreHint')}
        checked={engine['live-restore'] === true}
        onChange={({ currentTarget: { checked } }) => onSet('live-restore', checked || undefined)}
      />
    </div>
  )
}

const usualDrivers = ['json-file', 'local', 'none', 'syslog', 'fluentd', 'gelf']

function drivers(now: Value | undefined): string[] {
  return typeof now === 'string' && !usualDrivers.includes(now) ? [...usualDrivers, now] : usualDrivers
}

interface ListFieldProps extends FieldsProps {
  readonly name: string
  readonly label: 'mirrors' | 'insecure' | 'dns' | 'pools'
  /** the value as lines; null when it has a form that lines can't show */
  readonly read?: (value: Value | undefined) => string[] | null
  readonly write?: (lines: string[]) => Value
}

function ListField({ engine, name, label, read = stringsIn, write, onSet }: ListFieldProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null)
  const lines = read(engine[name])
  const kept = (lines ?? []).join('\n')
  // What is typed stands as long as it means what the document says: a line that is just begun keeps its place.
  const text = typed !== null && linesOf(typed).join('\n') === kept ? typed : kept
  return (
    <Textarea
      label={t(`settings:field.${label}`)}
      description={lines ? t(`settings:field.${label}Hint`) : t('settings:field.inText')}
      disabled={lines === null}
      autosize
      minRows={2}
      maxRows={6}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={text}
      onBlur={() => setTyped(null)}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value)
        const next = linesOf(value)
        onSet(name, next.length > 0 ? (write ?? ((all: string[]): Value => all))(next) : undefined)
      }}
    />
  )
}
