import type {
  ContainerAction,
  ContainerDetail,
  ContainerRow,
  ImageRow,
  Job,
  LogBatch,
  RemovedImage,
  TableChange,
  TerminalEvent,
  TerminalSize,
} from './schema/engine.ts'
import type { HostInfo, LogName, ResetPreview } from './schema/host.ts'
import type { SettingChange, SettingName, SettingRow } from './schema/settings.ts'
import type { MachineView, Status, Usage } from './schema/status.ts'

/**
 * What the router asks of whoever stands behind it. Every promise may reject with a `BerthError`; every
 * iteration ends without an error when its signal aborts.
 */
export interface Services {
  readonly machine: MachineService
  readonly settings: SettingsService
  readonly host: HostService
  readonly engine: EngineService
}

export interface MachineService {
  view(): Promise<MachineView>
  /** the view now, then on every change */
  watch(signal: AbortSignal): AsyncIterable<MachineView>
  /** CPU, memory and disk of the guest about every two seconds; nothing while it does not run */
  usage(signal: AbortSignal): AsyncIterable<Usage>
  /** Starts or resumes; resolves with the engine answering. Joins a start that is under way; waits for a stop. */
  start(options: { cold: boolean }): Promise<Status>
  /** Cancels a start that is under way. `force` skips asking the guest. */
  stop(options: { force: boolean }): Promise<Status>
  restart(): Promise<Status>
  suspend(): Promise<Status>
  /** Calls off the start that is under way, and leaves nothing of it running; no start, no effect. */
  cancel(): Promise<Status>
}

export interface SettingsService {
  list(): Promise<SettingRow[]>
  /** `value` null puts the default back */
  set(name: SettingName, value: unknown): Promise<SettingChange>
}

export interface HostService {
  info(): Promise<HostInfo>
  /** A one-time URL that opens the page in a browser. */
  pageUrl(): Promise<string>
  /** Lines of a log, the newest `lines` first in order, then new ones while `follow`. Batched. */
  logs(
    options: { log: LogName; lines: number; follow: boolean },
    signal: AbortSignal,
  ): AsyncIterable<string[]>
  resetPreview(): Promise<ResetPreview>
  /** Stops the machine and takes the docker context away, deletes all that a home holds, then ends the host. */
  reset(): Promise<void>
  /**
   * Stops nothing of the machine; ends the host process once this call is answered.
   * `unlessUsed`: stays when a window or a browser session uses it. Resolves with whether it ends.
   */
  shutDown(options: { unlessUsed: boolean }): Promise<boolean>
}

export interface EngineService {
  watchContainers(signal: AbortSignal): AsyncIterable<TableChange<ContainerRow>>
  watchImages(signal: AbortSignal): AsyncIterable<TableChange<ImageRow>>
  watchJobs(signal: AbortSignal): AsyncIterable<TableChange<Job>>
  /** `size` also measures what the container wrote, which can take the engine seconds. */
  container(id: string, options?: { size: boolean }): Promise<ContainerDetail>
  act(id: string, action: ContainerAction): Promise<void>
  removeContainer(id: string, options: { force: boolean; volumes: boolean }): Promise<void>
  /** The last `tail` lines, then new ones while the container runs and `follow`; batched per some 50 ms. */
  containerLogs(
    options: { id: string; tail: number; follow: boolean; since: string | null },
    signal: AbortSignal,
  ): AsyncIterable<LogBatch>
  /** A shell (or `command`) in a terminal of the container; ends with the terminal closed when `signal` aborts. */
  terminal(
    options: { id: string; command: string[] | null; size: TerminalSize },
    signal: AbortSignal,
  ): AsyncIterable<TerminalEvent>
  terminalInput(terminal: string, data: Buffer): Promise<void>
  terminalResize(terminal: string, size: TerminalSize): Promise<void>
  /** Starts a pull and returns its job's id at once. */
  pull(reference: string): Promise<string>
  cancelJob(id: string): Promise<void>
  /** Takes an ended job off the list. */
  dismissJob(id: string): Promise<void>
  removeImage(id: string, options: { force: boolean }): Promise<RemovedImage>
}
