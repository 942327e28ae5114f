import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { dockerCommand } from '../../lib/docker-command.ts'
import { FileBrowser } from './FileBrowser.tsx'

/** The files of a container, running or not; where one is stands in the address. */
export function FilesTab({ row }: { row: ContainerRow }): ReactNode {
  const navigate = useNavigate()
  const { path = '/' } = useSearch({ strict: false })
  return (
    <FileBrowser
      place={{ kind: 'container', id: row.id }}
      name={row.name}
      state={row.state}
      path={path}
      onPath={(to) =>
        void navigate({ to: '.', search: (before) => ({ ...before, path: to === '/' ? undefined : to }) })
      }
      commandFor={(at) => dockerCommand('cp', `${row.name}:${at}`, '.')}
    />
  )
}
