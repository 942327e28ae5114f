import type { BuildsService } from './builds.ts'
import type { DesktopService } from './desktop.ts'
import type { ChecksService } from './checks.ts'
import type { DiagnosticsService } from './diagnostics.ts'
import type { DiskService, RetentionService } from './disk.ts'
import type { EngineService } from './engine.ts'
import type { EnginesService } from './engines.ts'
import type { MigrationService } from './migration.ts'
import type { PlacesService } from './places.ts'
import type { PortsService } from './ports.ts'
import type { Transfers } from './transfers.ts'
import type { WindowsContainersService } from './windows-containers.ts'
import type { HostInfo, LogName, ResetPreview } from '../schema/host.ts'
import type {
  EngineApplied,
  EngineCheck,
  EngineSettings,
  EngineSettingsView,
  RestartEffects,
} from '../schema/engine-settings.ts'
import type { SettingChange, SettingName, SettingRow } from '../schema/settings.ts'
import type { MachineView, Status, Usage } from '../schema/status.ts'

/**
 * What the router asks of whoever stands behind it. Every promise may reject with a `BerthError`; every
 * iteration ends without an error when its signal aborts.
 */
export interface Services {
  readonly machine: MachineService
  readonly settings: SettingsService
  readonly host: HostService
  readonly checks: ChecksService
  readonly diagnostics: DiagnosticsService
  readonly engine: EngineService
  readonly engines: EnginesService
  readonly windowsContainers: WindowsContainersService
  readonly places: PlacesService
  readonly ports: PortsService
  readonly migration: MigrationService
  readonly builds: BuildsService
  readonly disk: DiskService
  readonly retention: RetentionService
  readonly transfers: Transfers
  readonly desktop: DesktopService
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
  /** The computer was asleep: makes the connection to the guest anew if it broke, and sets the guest's clock. */
  wake(): Promise<void>
}

export interface SettingsService {
  list(): Promise<SettingRow[]>
  /** all of them now, then at every change that goes through the host */
  watch(signal: AbortSignal): AsyncIterable<SettingRow[]>
  /** `value` null puts the default back */
  set(name: SettingName, value: unknown): Promise<SettingChange>
  readonly engine: EngineSettingsService
}

/** The engine's settings (daemon.json). What is Berth's own is refused with `settings-invalid` everywhere. */
export interface EngineSettingsService {
  view(): Promise<EngineSettingsView>
  /** Asks the engine whether it would accept these; changes nothing. */
  check(engine: EngineSettings): Promise<EngineCheck>
  /** What `apply` would do to the containers that run now; none while the machine does not run. */
  effects(): Promise<RestartEffects>
  /**
   * Keeps these and starts the running engine anew with them; when it does not come up with them, nothing is changed.
   * Rejects with `busy` while others are being applied.
   */
  apply(engine: EngineSettings): Promise<EngineApplied>
}

export interface HostService {
  info(): Promise<HostInfo>
  /** Whether this home was never used, nor welcomed: stays so until `welcomed`, also while its first start goes on. */
  isNew(): Promise<boolean>
  welcomed(): Promise<void>
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
   * What the host has set up outside of its home goes: the machine is stopped in order, the docker context taken away, the host
   * ends. The home stays, for a later installation.
   */
  leave(): Promise<void>
  /**
   * Stops nothing of the machine; ends the host process once this call is answered.
   * `unlessUsed`: stays when a window or a browser session uses it. Resolves with whether it ends.
   */
  shutDown(options: { unlessUsed: boolean }): Promise<boolean>
}

export type { ChecksService } from './checks.ts'
export type { DiagnosticsService } from './diagnostics.ts'
export type { EngineService } from './engine.ts'
