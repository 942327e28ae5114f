import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { remembered, termTest, type TermKind } from '../../lib/filter-terms.ts'

type TermName = 'status' | 'image' | 'project' | 'port' | 'label'

/** The rows that fit all terms; the same array where there are none. */
export function filterRows(rows: readonly ContainerRow[], text: string): readonly ContainerRow[] {
  const fits = termTest(text, containerTerms)
  return fits ? rows.filter(fits) : rows
}

/** Words that stand for several states. */
const statesOf: Readonly<Record<string, readonly ContainerRow['state'][]>> = {
  up: ['running', 'paused', 'restarting'],
  stopped: ['exited', 'created', 'dead'],
}

/** All that plain words are looked for in. */
export const textOf = remembered((row: ContainerRow) => {
  const ports = row.ports.map((port) => port.hostPort ?? port.containerPort).join(' ')
  return `${row.name} ${row.image} ${row.imageId} ${row.id} ${row.state} ${row.composeProject ?? ''} ${row.composeService ?? ''} ${ports}`.toLowerCase()
})

const containerTerms: TermKind<ContainerRow, TermName> = {
  names: ['status', 'image', 'project', 'port', 'label'],
  textOf,
  tests: {
    status: (row, value) => {
      const several = statesOf[value]
      return several
        ? several.includes(row.state)
        : row.state.startsWith(value) || (row.health !== 'none' && row.health.startsWith(value))
    },
    image: (row, value) => row.image.toLowerCase().includes(value),
    project: (row, value) => row.composeProject?.toLowerCase().includes(value) ?? false,
    port: (row, value) =>
      row.ports.some((port) => String(port.hostPort) === value || String(port.containerPort) === value),
    label: (row, value) => {
      const [wanted = '', ...rest] = value.split('=')
      return Object.entries(row.labels).some(
        ([label, has]) =>
          label.toLowerCase() === wanted && (rest.length === 0 || has.toLowerCase() === rest.join('=')),
      )
    },
  },
}
