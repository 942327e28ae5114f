import type { ReactNode } from 'react'
import type { PublishedPort } from '../../../electron/api/schema/containers.ts'
import { distinctPorts, portLabel, portUrl } from '../../lib/ports.ts'
import css from './Containers.module.css'

/** Published ports as links that the browser opens, the exposed ones as text. */
export function Ports({ ports }: { ports: readonly PublishedPort[] }): ReactNode {
  return (
    <span className={css.ports}>
      {distinctPorts(ports).map((port) => {
        const url = portUrl(port)
        const label = portLabel(port)
        if (!url)
          return (
            <span key={label} className="dim">
              {label}
            </span>
          )
        return (
          <a
            key={label}
            href={url}
            target="_blank"
            rel="noreferrer"
            tabIndex={-1}
            title={`Open ${url}`}
            onClick={(event) => event.stopPropagation()}
          >
            {label}
          </a>
        )
      })}
    </span>
  )
}
