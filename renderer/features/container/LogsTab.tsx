import type { ReactNode } from 'react'
import { ContainerLogs } from '../logs/ContainerLogs.tsx'
import type { TabProps } from './tabs.tsx'

export const LogsTab = ({ row }: TabProps): ReactNode => <ContainerLogs key={row.id} row={row} />
