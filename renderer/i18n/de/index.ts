import type { FirstMessages } from '../messages.ts'
import { app } from './app.ts'
import { builds } from './builds.ts'
import { checks } from './checks.ts'
import { common } from './common.ts'
import { diagnostics } from './diagnostics.ts'
import { components } from './components.ts'
import { compose } from './compose.ts'
import { container } from './container.ts'
import { containers } from './containers.ts'
import { engines } from './engines.ts'
import { events } from './events.ts'
import { disk } from './disk.ts'
import { files } from './files.ts'
import { images } from './images.ts'
import { jobs } from './jobs.ts'
import { logs } from './logs.ts'
import { machine } from './machine.ts'
import { migration } from './migration.ts'
import { networks } from './networks.ts'
import { notices } from './notices.ts'
import { places } from './places.ts'
import { ports } from './ports.ts'
import { registries } from './registries.ts'
import { terminal } from './terminal.ts'
import { run } from './run.ts'
import { welcome } from './welcome.ts'
import { volumes } from './volumes.ts'

/** German. The user is addressed as „Sie“ only where it cannot be left out. */
export const messages: FirstMessages = {
  common,
  app,
  builds,
  checks,
  diagnostics,
  components,
  compose,
  container,
  containers,
  engines,
  events,
  disk,
  files,
  images,
  jobs,
  logs,
  machine,
  migration,
  networks,
  notices,
  places,
  ports,
  registries,
  run,
  terminal,
  volumes,
  welcome,
}
