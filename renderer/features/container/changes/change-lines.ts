import type { FileChangeKind, FileChanges } from '../../../../electron/api/schema/container.ts'
import type { TreeLine } from '../../../components/tree/Tree.tsx'

export interface ChangeNode {
  readonly path: string
  /** null for a folder that only holds what changed */
  readonly kind: FileChangeKind | null
  readonly children: readonly ChangeNode[]
  /** how many changes are below it */
  readonly below: number
}

/** `id` is the path. */
export interface ChangeLine extends TreeLine {
  /** the last part of the path; the whole of it in a list */
  readonly name: string
  readonly node: ChangeNode
}

interface Growing {
  kind: FileChangeKind | null
  readonly children: Map<string, Growing>
}

/** The paths as a tree. */
export function changeTree(changes: FileChanges, kinds: ReadonlySet<FileChangeKind>): readonly ChangeNode[] {
  const root: Growing = { kind: null, children: new Map() }
  for (const kind of kinds)
    for (const path of changes[kind]) {
      let at = root
      for (const part of path.split('/').filter(Boolean)) {
        let next = at.children.get(part)
        if (!next) at.children.set(part, (next = { kind: null, children: new Map() }))
        at = next
      }
      at.kind = kind
    }
  return grown(root, '').children
}

const collator = new Intl.Collator(undefined, { numeric: true })

function grown({ kind, children }: Growing, path: string): ChangeNode {
  const nodes = [...children].map(([name, child]) => grown(child, `${path}/${name}`))
  const below = nodes.reduce((sum, node) => sum + node.below + (node.kind === null ? 0 : 1), 0)
  return { path, kind, children: nodes, below }
}

const sorted = new WeakMap<readonly ChangeNode[], readonly ChangeNode[]>()

/** Folders first, then by name. Put in order when a folder is opened: of a hundred thousand, most never are. */
function inOrder(nodes: readonly ChangeNode[]): readonly ChangeNode[] {
  let order = sorted.get(nodes)
  if (!order) {
    const isFile = (node: ChangeNode): number => (node.children.length > 0 ? 0 : 1)
    order = [...nodes].sort((a, b) => isFile(a) - isFile(b) || collator.compare(a.path, b.path))
    sorted.set(nodes, order)
  }
  return order
}

/** The lines in sight: folders are closed until they are opened. */
export function treeLines(nodes: readonly ChangeNode[], open: ReadonlySet<string>): ChangeLine[] {
  const lines: ChangeLine[] = []
  const add = (node: ChangeNode, level: number): void => {
    const isOpen = node.children.length === 0 ? null : open.has(node.path)
    const name = node.path.slice(node.path.lastIndexOf('/') + 1)
    lines.push({ id: node.path, name, node, level, open: isOpen })
    if (isOpen) for (const child of inOrder(node.children)) add(child, level + 1)
  }
  for (const node of inOrder(nodes)) add(node, 1)
  return lines
}

/** The changes whose paths hold `text`, whatever its case, as a list of whole paths. */
export function foundLines(
  changes: FileChanges,
  kinds: ReadonlySet<FileChangeKind>,
  text: string,
): ChangeLine[] {
  const wanted = text.toLowerCase()
  const found = [...kinds].flatMap((kind) =>
    changes[kind]
      .filter((path) => path.toLowerCase().includes(wanted))
      .map((path): ChangeLine => {
        const node = { path, kind, children: [], below: 0 }
        return { id: path, name: path, node, level: 1, open: null }
      }),
  )
  return found.sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** A folder of more stays closed until it is opened. */
const mostAtFirst = 100

/** Folders that are opened at first: down to where there is something to choose. */
export function openAtFirst(nodes: readonly ChangeNode[]): Set<string> {
  const open = new Set<string>()
  const follow = (node: ChangeNode): void => {
    if (node.children.length === 0 || node.children.length > mostAtFirst) return
    open.add(node.path)
    if (node.children.length === 1) for (const child of node.children) follow(child)
  }
  // A few folders are opened; of many, their names alone are overview enough.
  if (nodes.length <= 8) for (const node of nodes) follow(node)
  return open
}
