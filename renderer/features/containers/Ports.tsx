import { useState, type ReactNode } from 'react'
import type { PublishedPort } from '../../../electron/api/schema/containers.ts'
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react'
import { useCopy } from '../../components/Copyable.tsx'
import { t } from '../../i18n/index.ts'
import {
  distinctPorts,
  portAddress,
  portLabel,
  portUrl,
} from '../../../electron/api/schema/published-ports.ts'
import { useEngineComputer } from '../engines/use-engine.ts'
import { usePortProblem } from '../ports/usePortProblem.ts'
import css from './Ports.module.css'

/** More of them are counted: a row has one line. */
const most = 2

/** Published ports as links that the browser opens, each with a button that copies where it is; exposed ones as text. */
export function Ports({ ports }: { ports: readonly PublishedPort[] }): ReactNode {
  const all = distinctPorts(ports)
  const more = all.slice(most)
  return (
    <span className={css.ports}>
      {all.slice(0, most).map((port) => (
        <Port key={portLabel(port)} port={port} />
      ))}
      {more.length > 0 && (
        <span className={`dim ${css.more ?? ''}`} title={more.map(portLabel).join(' ')}>
          {t('containers:morePorts', { count: more.length })}
        </span>
      )}
    </span>
  )
}

function Port({ port }: { port: PublishedPort }): ReactNode {
  const label = portLabel(port)
  const computer = useEngineComputer()
  const url = portUrl(port, computer)
  const address = portAddress(port, computer)
  const problem = usePortProblem(port)
  // The button is there for whoever asks for it; its icon comes with the pointer.
  const [near, setNear] = useState(false)
  const approach = (): void => setNear(true)
  if (address === null) return <span className="dim">{label}</span>
  return (
    <span className={css.port} onPointerEnter={approach} onFocus={approach}>
      {url === null ? (
        <span className={css.label}>{label}</span>
      ) : (
        <a
          href={url}
          className={css.label}
          target="_blank"
          rel="noreferrer"
          tabIndex={-1}
          title={t('containers:openPort', { url })}
          onClick={(event) => event.stopPropagation()}
        >
          {label}
        </a>
      )}
      {problem !== null && (
        <IconAlertTriangle
          size={13}
          className={css.problem}
          role="img"
          aria-label={problem}
          title={problem}
        />
      )}
      <CopyAddress address={address} near={near} />
    </span>
  )
}

function CopyAddress({ address, near }: { address: string; near: boolean }): ReactNode {
  const { copied, copy } = useCopy(() => address, address)
  const label = t('containers:copyAddress', { address })
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.copy}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation()
        copy()
      }}
    >
      {near && (copied ? <IconCheck size={12} aria-hidden /> : <IconCopy size={12} aria-hidden />)}
    </button>
  )
}
