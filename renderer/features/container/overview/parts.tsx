import type { ReactNode } from 'react'
import type { ContainerDetail } from '../../../../electron/api/schema/container.ts'
import { Copyable } from '../../../components/Copyable.tsx'
import { t } from '../../../i18n/index.ts'

/** What every section is given. */
export interface SectionProps {
  readonly detail: ContainerDetail
}

export type Fact = readonly [name: string, value: ReactNode]

/** A fact, or none where there is nothing to say. */
export function when(name: string, value: ReactNode): Fact[] {
  return value === '' || value === null || value === undefined || value === false ? [] : [[name, value]]
}

/** A value that copies, named in the button as beside it. */
export function copies(name: string, value: string): Fact[] {
  return value === '' ? [] : [[name, <Copyable key={name} value={value} what={name} mono />]]
}

export const yesNo = (is: boolean): string => t(is ? 'container:overview.yes' : 'container:overview.no')
