import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { isDockerRun } from '../../../electron/api/schema/docker-run/parse.ts'
import { t } from '../../i18n/index.ts'
import { Field } from './fields.tsx'
import { systemOf, useRunForm } from './form.ts'
import { IsolationField } from './IsolationField.tsx'
import { PasteEnv } from './PasteEnv.tsx'
import { ProxyField } from './ProxyField.tsx'
import { Rows } from './Rows.tsx'
import css from './Run.module.css'
import { UnsharedNotice } from './UnsharedNotice.tsx'

/** What most containers need: image, name, ports, volumes, environment. */
export function FirstFields({ onLine }: { onLine: (line: string) => void }): ReactNode {
  const { images, offers, editing, spec, set, windows } = useRunForm()
  // Columns that say nothing on Windows are there only for what was said in them all the same.
  const hasHostIp = !windows || spec.ports.some(({ hostIp }) => hostIp !== '')
  const hasOptions = !windows || spec.mounts.some(({ options }) => options !== '')
  const [pasting, setPasting] = useState(false)
  const takeLine = (text: string): boolean => {
    const isLine = isDockerRun(text, systemOf(windows))
    if (isLine) onLine(text)
    return isLine
  }
  return (
    <>
      <div className={css.pair}>
        <Field
          name="image"
          options={images}
          hint={t('run:hint.image')}
          autoFocus={!editing}
          onPaste={takeLine}
        />
        <Field name="name" disabled={editing} {...(!editing && { hint: t('run:hint.name') })} />
      </div>
      {windows && <IsolationField engine={windows} />}
      <Rows
        name="ports"
        columns={[
          ...(hasHostIp ? [hostIpColumn] : []),
          {
            key: 'hostPort',
            label: t('run:column.hostPort'),
            width: '1fr',
            placeholder: t('run:placeholder.random'),
          },
          { key: 'containerPort', label: t('run:column.containerPort'), width: '1fr', placeholder: '80' },
          { key: 'protocol', label: t('run:column.protocol'), width: '80px', choices: protocols(windows) },
        ]}
        blank={{ hostIp: '', hostPort: '', containerPort: '', protocol: 'tcp' }}
      />
      <Rows
        name="mounts"
        columns={[
          {
            key: 'source',
            label: t('run:column.source'),
            width: '1.4fr',
            placeholder: windows ? 'data, C:\\data' : 'data, /srv/data',
            options: offers.volumes,
          },
          {
            key: 'target',
            label: t('run:column.target'),
            width: '1.4fr',
            placeholder: windows ? 'C:\\data' : '/var/lib/data',
          },
          ...(hasOptions ? [optionsColumn] : []),
          { key: 'readOnly', label: t('run:column.readOnly'), width: '72px', yesNo: true },
        ]}
        blank={{ source: '', target: '', readOnly: false, options: '' }}
        hint={t(windows ? 'run:hint.mountsOfWindows' : 'run:hint.mounts')}
      />
      <UnsharedNotice />
      <Rows
        name="env"
        columns={[
          { key: 'name', label: t('run:column.name'), width: '1fr', placeholder: 'TZ' },
          { key: 'value', label: t('run:column.value'), width: '1.6fr', area: true },
        ]}
        blank={{ name: '', value: '' }}
        actions={
          <Button size="compact-sm" variant="default" onClick={() => setPasting(true)}>
            {t('run:paste.open')}
          </Button>
        }
      />
      <ProxyField />
      <PasteEnv
        opened={pasting}
        onClose={() => setPasting(false)}
        onTake={(pasted) => {
          const names = new Set(pasted.map(({ name }) => name))
          set('env', [...spec.env.filter(({ name }) => !names.has(name)), ...pasted])
        }}
      />
    </>
  )
}

const hostIpColumn = {
  key: 'hostIp',
  label: t('run:column.hostIp'),
  width: '1fr',
  placeholder: t('run:placeholder.all'),
} as const
const optionsColumn = { key: 'options', label: t('run:column.options'), width: '0.6fr' } as const

const protocols = (windows: unknown): { value: string; label: string }[] =>
  ['tcp', 'udp', ...(windows ? [] : ['sctp'])].map((value) => ({ value, label: value }))
