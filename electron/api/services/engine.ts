import type { Job } from '../schema/jobs.ts'
import type { TableChange } from '../schema/object.ts'
import type { TerminalChoices, TerminalEvent, TerminalOptions, TerminalSize } from '../schema/terminals.ts'
import type { ComposeService } from './compose.ts'
import type { BuildCacheService } from './builds.ts'
import type { ContainersService } from './containers.ts'
import type { ImagesService } from './images.ts'
import type { RegistriesService } from './registries.ts'
import type { FilesService } from './files.ts'
import type { NetworksService } from './networks.ts'
import type { VolumesService } from './volumes.ts'
import type { CreateService } from './create.ts'
import type { EventsService } from './events.ts'
import type { NoticesService } from './notices.ts'
import type { StatsService } from './stats.ts'
import type { LogsService } from './logs.ts'

/** The engine's objects, by noun; each noun has a router of the same name. */
export interface EngineService {
  readonly containers: ContainersService
  readonly stats: StatsService
  readonly create: CreateService
  readonly images: ImagesService
  readonly compose: ComposeService
  readonly registries: RegistriesService
  readonly volumes: VolumesService
  readonly networks: NetworksService
  readonly files: FilesService
  readonly logs: LogsService
  readonly terminals: TerminalsService
  readonly events: EventsService
  readonly notices: NoticesService
  readonly jobs: JobsService
  readonly buildCache: BuildCacheService
}

export interface TerminalsService {
  /** A shell (or `command`) in a terminal of the container; ends with the terminal closed when `signal` aborts. */
  open(
    options: { id: string; size: TerminalSize } & TerminalOptions,
    signal: AbortSignal,
  ): AsyncIterable<TerminalEvent>
  /** So many bytes of its output were dealt with; without it, a program that writes much is made to wait. */
  took(terminal: string, bytes: number): void
  /** The shells and users of a running container; empty where it has no shell to ask with. */
  choices(id: string): Promise<TerminalChoices>
  input(terminal: string, data: Buffer): Promise<void>
  /** Nothing more comes; throws `conflict` where the engine keeps the input open whoever leaves. */
  endInput(terminal: string): Promise<void>
  resize(terminal: string, size: TerminalSize): Promise<void>
}

/** Long work, which goes on without a page to watch it. */
export interface JobsService {
  watch(signal: AbortSignal): AsyncIterable<TableChange<Job>>
  cancel(id: string): Promise<void>
  /** Does again what failed or was cancelled. */
  again(id: string): Promise<void>
  /** Takes an ended job off the list. */
  dismiss(id: string): Promise<void>
}
