import { z } from 'zod'
import { ContainerState, PublishedPort } from './containers.ts'

/** A project's name by compose's own rule (compose-go, `loader.NormalizeProjectName`). */
export const ProjectName = z
  .string()
  .max(255)
  .regex(/^[a-z0-9][a-z0-9_-]*$/, 'a project is named by lower case letters, digits, - and _')

/** A service's name by the compose-spec's schema. */
export const ServiceName = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z0-9._-]+$/, 'not the name of a service')
  .refine((name) => !name.startsWith('-'), 'a name does not begin with a dash')

/** A profile's name; `*` stands for all of them. */
export const ProfileName = z
  .string()
  .max(255)
  .regex(/^(\*|[a-zA-Z0-9][a-zA-Z0-9_.-]*)$/, 'not the name of a profile')

/** An absolute path of this computer. */
export const HostPath = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^\/[^\0]*$/, 'not an absolute path')

/** Which files a project is made of, and what they are read with. */
export const ComposeFiles = z.object({
  /** in the order in which later ones override earlier ones */
  files: z.array(HostPath).min(1).max(32),
  /** what relative paths are relative to */
  dir: HostPath,
  /** in place of `.env` of that folder; empty: compose's own choice */
  envFiles: z.array(HostPath).max(32),
  profiles: z.array(ProfileName).max(64),
})
export type ComposeFiles = z.infer<typeof ComposeFiles>

export const ComposeContainer = z.object({
  id: z.string(),
  name: z.string(),
  /** of one service's containers, from 1 */
  number: z.number(),
  state: ContainerState,
  health: z.enum(['none', 'starting', 'healthy', 'unhealthy']),
  exitCode: z.number().nullable(),
  image: z.string(),
  ports: z.array(PublishedPort),
})
export type ComposeContainer = z.infer<typeof ComposeContainer>

export const ComposeService = z.object({ name: z.string(), containers: z.array(ComposeContainer) })
export type ComposeService = z.infer<typeof ComposeService>

export const ComposeProject = z.object({
  /** the project's name, of which an engine has one */
  id: z.string(),
  /** services that have containers, in the order of their names; one-off runs are left out */
  services: z.array(ComposeService),
  /** as the containers' labels, or else whoever opened it here, say; null: nobody says */
  source: ComposeFiles.nullable(),
  /**
   * `missing`: a file is not on this computer, as when the project was started in a container or on a computer of
   * another name; what needs no file can still be done.
   */
  filesAre: z.enum(['here', 'missing', 'unknown']),
  /** opened here at some time, so that it is listed without containers too; ISO 8601 */
  openedAt: z.string().nullable(),
})
export type ComposeProject = z.infer<typeof ComposeProject>

export const ComposeUpOptions = z.object({
  /** none: all of them */
  services: z.array(ServiceName).max(256).default([]),
  build: z.boolean().default(false),
  /** when images are pulled; `policy`: as each service says */
  pull: z.enum(['policy', 'always', 'never']).default('policy'),
  /** makes containers anew though nothing changed */
  recreate: z.boolean().default(false),
  /** removes containers of services that the files no longer name */
  removeOrphans: z.boolean().default(false),
})
export type ComposeUpOptions = z.infer<typeof ComposeUpOptions>

/** What needs no file: compose finds what it is about by the containers' labels. */
export const ComposeSimpleAction = z.enum(['start', 'stop', 'restart', 'pause', 'unpause', 'kill'])
export type ComposeSimpleAction = z.infer<typeof ComposeSimpleAction>

/** Something that compose does, and that takes long. */
export const ComposeAction = z.discriminatedUnion('kind', [
  z.object({ kind: ComposeSimpleAction, services: z.array(ServiceName).max(256).default([]) }),
  ComposeUpOptions.extend({ kind: z.literal('up') }),
  z.object({ kind: z.enum(['pull', 'build']), services: z.array(ServiceName).max(256).default([]) }),
  z.object({ kind: z.literal('scale'), service: ServiceName, replicas: z.number().int().min(0).max(1000) }),
  z.object({
    kind: z.literal('down'),
    /** named volumes of the project, and anonymous ones of its containers */
    volumes: z.boolean().default(false),
    /** images that only its builds made and nobody named */
    localImages: z.boolean().default(false),
  }),
])
export type ComposeAction = z.infer<typeof ComposeAction>
export type ComposeActionInput = z.input<typeof ComposeAction>

export const ComposeLine = z.object({
  /** ISO 8601 */
  time: z.string(),
  kind: z.enum(['command', 'progress', 'text', 'warning', 'error', 'end']),
  text: z.string(),
})
export type ComposeLine = z.infer<typeof ComposeLine>

/** Lines of what compose said about a project. `whole`: these are all, and what was before is to be forgotten. */
export const ComposeOutput = z.object({ whole: z.boolean(), lines: z.array(ComposeLine) })
export type ComposeOutput = z.infer<typeof ComposeOutput>

/** What the files say, as compose itself reads them. */
export const ComposeModel = z.object({
  name: z.string(),
  services: z.array(
    z.object({
      name: z.string(),
      image: z.string().nullable(),
      builds: z.boolean(),
      /** how many containers the files ask for */
      replicas: z.number(),
      profiles: z.array(z.string()),
    }),
  ),
  /** every profile that a service has */
  profiles: z.array(z.string()),
  warnings: z.array(z.string()),
})
export type ComposeModel = z.infer<typeof ComposeModel>

export const ComposeVolume = z.object({
  name: z.string(),
  /** null: the engine could not measure it */
  bytes: z.number().nullable(),
})
export type ComposeVolume = z.infer<typeof ComposeVolume>

/** The text of a file, and a mark of exactly this text, by which a later change is known. */
export const ComposeText = z.object({ path: z.string(), text: z.string(), mark: z.string() })
export type ComposeText = z.infer<typeof ComposeText>

/** Most bytes that a compose file may have, to be edited here; the longest known ones have some tens of thousands. */
export const maxComposeBytes = 1024 * 1024

/** What became of a save: `changed` when the file is no longer what it was opened as, and nothing was written. */
export const ComposeSaved = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('saved'), mark: z.string(), warnings: z.array(z.string()) }),
  z.object({ outcome: z.literal('changed'), now: ComposeText.nullable() }),
  /** compose does not accept it: its own words, and the place in the file where it says one (both from 1) */
  z.object({
    outcome: z.literal('refused'),
    message: z.string(),
    hint: z.string(),
    line: z.number().nullable(),
    column: z.number().nullable(),
  }),
])
export type ComposeSaved = z.infer<typeof ComposeSaved>
