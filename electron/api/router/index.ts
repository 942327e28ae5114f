import { composeRouter } from './compose.ts'
import { checksRouter } from './checks.ts'
import { buildCacheRouter, buildsRouter } from './builds.ts'
import { containersRouter } from './containers.ts'
import { desktopRouter } from './desktop.ts'
import { diagnosticsRouter } from './diagnostics.ts'
import { enginesRouter } from './engines.ts'
import { eventsRouter } from './events.ts'
import { diskRouter, retentionRouter } from './disk.ts'
import { filesRouter } from './files.ts'
import { createRouter } from './create.ts'
import { imagesRouter } from './images.ts'
import { jobsRouter } from './jobs.ts'
import { registriesRouter } from './registries.ts'
import { logsRouter } from './logs.ts'
import { terminalsRouter } from './terminals.ts'
import { hostRouter, settingsRouter } from './host.ts'
import { machineRouter } from './machine.ts'
import { migrationRouter } from './migration.ts'
import { statsRouter } from './stats.ts'
import { placesRouter } from './places.ts'
import { portsRouter } from './ports.ts'
import { noticesRouter } from './notices.ts'
import { networksRouter } from './networks.ts'
import { router } from './trpc.ts'
import { volumesRouter } from './volumes.ts'
import { windowsContainersRouter } from './windows-containers.ts'

/** The one contract between the host and its faces: the CLI on the control socket, the page on its WebSocket or message port. */
export const appRouter = router({
  machine: machineRouter,
  settings: settingsRouter,
  host: hostRouter,
  checks: checksRouter,
  diagnostics: diagnosticsRouter,
  engines: enginesRouter,
  windowsContainers: windowsContainersRouter,
  containers: containersRouter,
  stats: statsRouter,
  create: createRouter,
  logs: logsRouter,
  terminals: terminalsRouter,
  images: imagesRouter,
  compose: composeRouter,
  registries: registriesRouter,
  volumes: volumesRouter,
  files: filesRouter,
  networks: networksRouter,
  events: eventsRouter,
  notices: noticesRouter,
  jobs: jobsRouter,
  places: placesRouter,
  ports: portsRouter,
  migration: migrationRouter,
  builds: buildsRouter,
  buildCache: buildCacheRouter,
  disk: diskRouter,
  retention: retentionRouter,
  desktop: desktopRouter,
})

export type AppRouter = typeof appRouter
