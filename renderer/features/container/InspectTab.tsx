import type { ReactNode } from 'react'
import { t } from '../../i18n/index.ts'
import { Inspected } from './Inspected.tsx'
import { JsonTree } from './json/JsonTree.tsx'
import type { TabProps } from './tabs.tsx'

/** The engine's own answer, as `docker inspect` prints it. */
export function InspectTab({ row }: TabProps): ReactNode {
  return (
    <Inspected row={row}>{({ raw }) => <JsonTree value={raw} label={t('container:json.label')} />}</Inspected>
  )
}
