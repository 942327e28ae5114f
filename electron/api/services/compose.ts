import type {
  ComposeAction,
  ComposeFiles,
  ComposeModel,
  ComposeOutput,
  ComposeProject,
  ComposeSaved,
  ComposeText,
  ComposeVolume,
} from '../schema/compose.ts'
import type { TableChange } from '../schema/object.ts'

/** Compose projects: those that have containers, and those that were opened here. The bundled compose does the work. */
export interface ComposeService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<ComposeProject>>
  /** Remembers the project of a compose file, or of a folder that has one, and answers its name. */
  open(path: string): Promise<string>
  /** Writes a new compose file, which must not be there yet, and opens it. */
  create(dir: string, name: string, text: string): Promise<string>
  /** Forgets that a project was opened; with containers it stays listed. */
  forget(project: string): Promise<void>
  /** Which environment files and profiles the project is run with from now on. */
  choose(project: string, choice: Pick<ComposeFiles, 'envFiles' | 'profiles'>): Promise<void>
  /** Starts the action and answers its job's id at once. One action at a time per project. */
  act(project: string, action: ComposeAction): Promise<string>
  /** What compose said of late about the project, then what it says. Kept while the host runs, bounded. */
  output(project: string, signal: AbortSignal): AsyncIterable<ComposeOutput>
  /** What the files say, all profiles counted in. */
  model(project: string): Promise<ComposeModel>
  /** The files as compose merges and resolves them, in YAML. */
  config(project: string, options: { interpolate: boolean }): Promise<string>
  /** The named volumes of the project, measured. */
  volumes(project: string): Promise<ComposeVolume[]>
  /** One of the project's own files. */
  read(project: string, path: string): Promise<ComposeText>
  /** Saves a file of the project, unless it changed since `mark` or compose does not accept it. */
  save(project: string, path: string, text: string, mark: string): Promise<ComposeSaved>
  /** The mark of the file now, then on every change; null while it is not there. */
  changes(project: string, path: string, signal: AbortSignal): AsyncIterable<string | null>
}
