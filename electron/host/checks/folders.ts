import { command, failed, ok, quoted, warning, type Finding } from './finding.ts'

/** What is known of one folder. */
export interface FolderFacts {
  readonly path: string
  /** null: it is not there yet */
  readonly there: { readonly directory: boolean; readonly mine: boolean; readonly mode: number } | null
  /** it, or the nearest folder above it that there is, takes files of this user's */
  readonly writable: boolean
}

export interface FoldersFacts {
  readonly home: FolderFacts
  /** where the sockets are */
  readonly run: FolderFacts
}

const elsewhere = 'Or set BERTH_HOME to another folder.'

/** The folders that Berth keeps things in: its owner's, writable, and the sockets' closed to others. */
export function judgeFolders({ home, run }: FoldersFacts): Finding {
  for (const folder of [home, run]) {
    const { path, there, writable } = folder
    if (there && !there.directory)
      return failed(`${path} is no folder: a file stands in its way.`, `Move it away. ${elsewhere}`)
    if (there && !there.mine)
      return failed(
        `${path} belongs to somebody else.`,
        `Make it yours. ${elsewhere}`,
        command(`sudo chown -R "$(id -u)" ${quoted(path)}`),
      )
    if (!writable)
      return failed(
        `Berth may not write to ${path}.`,
        `Make it writable. ${elsewhere}`,
        there ? command(`chmod u+rwx ${quoted(path)}`) : null,
      )
  }
  if (run.there && (run.there.mode & 0o077) !== 0)
    return warning(
      `Others of this computer may enter the sockets' folder ${run.path}.`,
      'Berth closes it at its next start.',
      command(`chmod 700 ${quoted(run.path)}`),
    )
  if (!home.there) return ok(`${home.path} is made at the first start, for you alone.`)
  return ok(`${home.path} and its sockets' folder are yours alone.`)
}
