import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { rateKinds, type RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { t } from '../../i18n/index.ts'
import { Field, SwitchField } from './fields.tsx'
import { useRunForm } from './form.ts'
import { HealthFields } from './HealthFields.tsx'
import { Rows } from './Rows.tsx'
import css from './Run.module.css'
import { SeccompField } from './SeccompField.tsx'
import { Section } from './Section.tsx'

const pair = { name: '', value: '' }
const pairColumns = [
  { key: 'name', label: t('run:column.name'), width: '1fr' },
  { key: 'value', label: t('run:column.value'), width: '1.6fr' },
] as const

/** Everything else, in sections that say how much of them is set. */
export function MoreFields(): ReactNode {
  const { windows } = useRunForm()
  return (
    <div className={css.sections}>
      <Section
        title={t('run:section.command')}
        keys={['command', 'entrypoint', 'workdir', 'hostname', 'domainname', 'tty', 'interactive', 'init']}
      >
        <Field name="command" area code hint={t('run:hint.command')} />
        <Field name="entrypoint" code hint={t('run:hint.entrypoint')} />
        <div className={css.pair}>
          <Field name="workdir" />
          <Field name="hostname" />
          <Field name="domainname" />
        </div>
        <SwitchField name="tty" />
        <SwitchField name="interactive" />
        <SwitchField name="init" />
      </Section>
      <Section
        title={t('run:section.life')}
        keys={['restart', 'restartRetries', 'autoRemove', 'stopSignal', 'stopTimeout', 'platform']}
      >
        <LifeFields />
      </Section>
      <Section
        title={t('run:section.network')}
        keys={['networks', 'extraHosts', 'dns', 'expose', 'publishAll']}
      >
        <NetworkFields />
      </Section>
      <Section
        title={t('run:section.limits')}
        keys={[
          'memory',
          'memoryReservation',
          'memorySwap',
          'cpus',
          'cpuShares',
          'cpuset',
          'pids',
          'blkioWeight',
          'rates',
          'shmSize',
          'ulimits',
        ]}
      >
        <LimitFields />
      </Section>
      <Section
        title={t('run:section.security')}
        keys={[
          'user',
          'groups',
          'readOnly',
          'capAdd',
          'capDrop',
          'noNewPrivileges',
          'seccomp',
          'securityOpts',
          'privileged',
        ]}
      >
        <SecurityFields />
      </Section>
      <Section title={t('run:section.health')} keys={['health']}>
        <HealthFields />
      </Section>
      <Section title={t('run:section.logging')} keys={['labels', 'logDriver', 'logOptions']}>
        <Rows name="labels" columns={pairColumns} blank={pair} />
        <div className={css.pair}>
          <Field name="logDriver" options={windows ? windowsLogDrivers : logDrivers} />
        </div>
        <Rows name="logOptions" columns={pairColumns} blank={pair} />
      </Section>
      <Section
        title={windows ? t('run:field.devices') : t('run:section.system')}
        keys={['tmpfs', 'devices', 'sysctls', 'pid', 'ipc', 'uts', 'userns', 'runtime']}
      >
        <SystemFields />
      </Section>
      {windows && <p className="dim">{t('run:windowsFields')}</p>}
    </div>
  )
}

const logDrivers = ['json-file', 'local', 'none', 'syslog', 'journald', 'fluentd', 'gelf']
const windowsLogDrivers = ['json-file', 'local', 'none', 'etwlogs', 'syslog', 'fluentd', 'gelf']

const policies = ['no', 'on-failure', 'always', 'unless-stopped'] as const

function LifeFields(): ReactNode {
  const { spec, set } = useRunForm()
  const both = spec.autoRemove && spec.restart !== 'no'
  return (
    <>
      <div className={css.pair}>
        <NativeSelect
          size="xs"
          label={t('run:field.restart')}
          data={policies.map((value) => ({ value, label: t(`run:restart.${value}`) }))}
          value={spec.restart}
          onChange={(event) => set('restart', event.currentTarget.value as RunSpec['restart'])}
        />
        {spec.restart === 'on-failure' && <Field name="restartRetries" />}
        <Field name="stopSignal" />
        <Field name="stopTimeout" hint={t('run:hint.stopTimeout')} />
        <Field name="platform" />
      </div>
      <SwitchField
        name="autoRemove"
        {...(both && { hint: <span className={css.warning}>{t('run:hint.autoRemoveAndRestart')}</span> })}
      />
    </>
  )
}

function NetworkFields(): ReactNode {
  const { offers } = useRunForm()
  return (
    <>
      <Rows
        name="networks"
        columns={[
          {
            key: 'name',
            label: t('run:column.network'),
            width: '1.2fr',
            options: offers.networks.map(({ name }) => name),
          },
          { key: 'aliases', label: t('run:column.aliases'), width: '1fr' },
          { key: 'ip4', label: t('run:column.ip4'), width: '1fr' },
          { key: 'ip6', label: t('run:column.ip6'), width: '1fr' },
        ]}
        blank={{ name: '', aliases: '', ip4: '', ip6: '' }}
      />
      <Rows
        name="extraHosts"
        columns={[
          { key: 'name', label: t('run:column.name'), width: '1fr' },
          { key: 'address', label: t('run:column.address'), width: '1fr', options: ['host-gateway'] },
        ]}
        blank={{ name: '', address: '' }}
      />
      <div className={css.pair}>
        <Field name="dns" hint={t('run:hint.list')} />
        <Field name="expose" hint={t('run:hint.list')} />
      </div>
      <SwitchField name="publishAll" />
    </>
  )
}

function LimitFields(): ReactNode {
  const { windows } = useRunForm()
  return (
    <>
      <div className={css.pair}>
        <Field name="memory" hint={t('run:hint.size')} />
        <Field name="memorySwap" hint={t('run:hint.memorySwap')} />
        <Field name="memoryReservation" hint={t('run:hint.size')} />
        <Field name="shmSize" hint={t('run:hint.size')} />
        <Field name="cpus" hint={t('run:hint.cpus')} />
        <Field name="cpuShares" {...(!windows && { hint: t('run:hint.cpuShares') })} />
        <Field name="cpuset" hint={t('run:hint.cpuset')} />
        <Field name="pids" hint={t('run:hint.pids')} />
        <Field name="blkioWeight" hint={t('run:hint.blkioWeight')} />
      </div>
      <Rows
        name="rates"
        columns={[
          { key: 'device', label: t('run:column.device'), width: '1fr', placeholder: '/dev/vda' },
          {
            key: 'kind',
            label: t('run:column.kind'),
            width: '1fr',
            choices: rateKinds.map((value) => ({ value, label: t(`run:rate.${value}`) })),
          },
          { key: 'rate', label: t('run:column.rate'), width: '1fr', placeholder: '10m' },
        ]}
        blank={{ device: '', kind: 'read-bps', rate: '' }}
      />
      <Rows
        name="ulimits"
        columns={[
          { key: 'name', label: t('run:column.name'), width: '1fr', options: ulimitNames },
          { key: 'soft', label: t('run:column.soft'), width: '1fr' },
          { key: 'hard', label: t('run:column.hard'), width: '1fr' },
        ]}
        blank={{ name: '', soft: '', hard: '' }}
      />
    </>
  )
}

const ulimitNames = [
  'nofile',
  'nproc',
  'core',
  'memlock',
  'stack',
  'data',
  'fsize',
  'cpu',
  'rss',
  'as',
  'locks',
  'msgqueue',
  'nice',
  'rtprio',
  'rttime',
  'sigpending',
]

function SecurityFields(): ReactNode {
  const { spec, windows } = useRunForm()
  return (
    <>
      <div className={css.pair}>
        <Field name="user" {...(!windows && { hint: t('run:hint.user') })} />
        <Field name="groups" hint={t('run:hint.list')} />
        <Field name="capAdd" hint={t('run:hint.capabilities')} />
        <Field name="capDrop" hint={t('run:hint.capabilities')} />
      </div>
      <SwitchField name="readOnly" />
      <SwitchField name="noNewPrivileges" />
      <SeccompField />
      <Field name="securityOpts" area code hint={t('run:hint.securityOpts')} />
      <SwitchField
        name="privileged"
        hint={<span className={spec.privileged ? css.warning : ''}>{t('run:hint.privileged')}</span>}
      />
    </>
  )
}

const linuxDeviceColumns = [
  { key: 'container', label: t('run:column.container'), width: '1fr' },
  { key: 'permissions', label: t('run:column.permissions'), width: '80px', placeholder: 'rwm' },
] as const

function SystemFields(): ReactNode {
  const { windows } = useRunForm()
  return (
    <>
      <Rows
        name="tmpfs"
        columns={[
          { key: 'target', label: t('run:column.target'), width: '1fr', placeholder: '/tmp' },
          { key: 'options', label: t('run:column.options'), width: '1fr', placeholder: 'size=64m' },
        ]}
        blank={{ target: '', options: '' }}
      />
      <Rows
        name="devices"
        columns={[
          {
            key: 'host',
            label: t('run:column.host'),
            width: '1fr',
            placeholder: windows ? 'class/5B45201D-F2F2-4F3B-85BB-30FF1F953599' : '/dev/fuse',
          },
          ...(windows ? [] : linuxDeviceColumns),
        ]}
        blank={{ host: '', container: '', permissions: '' }}
      />
      <Rows name="sysctls" columns={pairColumns} blank={pair} />
      <div className={css.pair}>
        <Field name="pid" options={['host']} />
        <Field name="ipc" options={['host', 'none', 'private', 'shareable']} />
        <Field name="uts" options={['host']} />
        <Field name="userns" options={['host']} />
        <Field name="runtime" />
      </div>
    </>
  )
}
