import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  stripSearchParams,
  type SearchSchemaInput,
} from '@tanstack/react-router'
import type { LogName } from '../../electron/api/schema/host.ts'
import type { LogsSearch } from '../features/logs/selection.ts'
import { isPlainPath } from '../../electron/api/schema/plain-path.ts'
import { withLaterWords } from '../i18n/index.ts'
import { Frame } from './Frame.tsx'

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined

interface ListSearch {
  q: string
  sort: string
  desc: boolean
}

/** What a list's URL says: its filter and its order. A URL of nonsense is a list as it is at first. */
function listSearch(search: Partial<ListSearch>, sort: string): ListSearch {
  return { q: text(search.q) ?? '', sort: text(search.sort) ?? sort, desc: search.desc === true }
}

interface DetailSearch {
  full?: boolean | undefined
  /** where one is in the files */
  path?: string | undefined
}

/** What the URL says of an object that is open beside its list. */
function detailSearch(search: DetailSearch & SearchSchemaInput): DetailSearch {
  const { full, path } = search
  return { ...(full === true && { full }), ...(typeof path === 'string' && isPlainPath(path) && { path }) }
}

const root = createRootRoute({ component: Frame, notFoundComponent: () => <Navigate to="/containers" /> })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: () => <Navigate to="/containers" replace />,
})

/** What the address does not say of groups and columns is as this browser likes it. */
type ContainersSearch = ListSearch & { group?: boolean; cols?: string }

const containers = createRoute({
  getParentRoute: () => root,
  path: '/containers',
  validateSearch: (search: Partial<ContainersSearch> & SearchSchemaInput): ContainersSearch => ({
    ...listSearch(search, 'name'),
    ...(typeof search.group === 'boolean' && { group: search.group }),
    ...(typeof search.cols === 'string' && { cols: search.cols }),
  }),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'name', desc: false })] },
  component: lazyRouteComponent(() => import('../features/containers/ContainersPage.tsx'), 'ContainersPage'),
})

/** The tab stands last: a name may hold a dot, and a last part with a dot is a file for the server. */
const container = createRoute({
  getParentRoute: () => containers,
  path: '$name/$tab',
  validateSearch: detailSearch,
})

const compose = createRoute({
  getParentRoute: () => root,
  path: '/compose',
  validateSearch: (search: Partial<ListSearch> & SearchSchemaInput): ListSearch => listSearch(search, 'name'),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'name', desc: false })] },
  component: lazyRouteComponent(() => import('../features/compose/ComposePage.tsx'), 'ComposePage'),
})

const composeProject = createRoute({
  getParentRoute: () => compose,
  path: '$project/$tab',
  validateSearch: (search: { full?: boolean } & SearchSchemaInput): { full?: boolean } =>
    search.full === true ? { full: true } : {},
})

const images = createRoute({
  getParentRoute: () => root,
  path: '/images',
  validateSearch: (search: Partial<ListSearch> & SearchSchemaInput): ListSearch => listSearch(search, 'name'),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'name', desc: false })] },
  component: lazyRouteComponent(() => import('../features/images/ImagesPage.tsx'), 'ImagesPage'),
})

const builds = createRoute({
  getParentRoute: () => root,
  path: '/builds',
  validateSearch: (search: Partial<ListSearch> & SearchSchemaInput): ListSearch =>
    listSearch(search, 'started'),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'started', desc: false })] },
  component: lazyRouteComponent(() => import('../features/builds/BuildsPage.tsx'), 'BuildsPage'),
})

const build = createRoute({
  getParentRoute: () => builds,
  path: '$id/$tab',
  validateSearch: detailSearch,
})

const buildCache = createRoute({
  getParentRoute: () => root,
  path: '/builds/cache',
  validateSearch: (search: Partial<ListSearch> & SearchSchemaInput): ListSearch => listSearch(search, 'size'),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'size', desc: false })] },
  component: lazyRouteComponent(() => import('../features/builds/CachePage.tsx'), 'CachePage'),
})

const volumes = createRoute({
  getParentRoute: () => root,
  path: '/volumes',
  validateSearch: (search: Partial<ListSearch> & SearchSchemaInput): ListSearch => listSearch(search, 'name'),
  search: { middlewares: [stripSearchParams({ q: '', sort: 'name', desc: false })] },
  component: lazyRouteComponent(() => import('../features/volumes/VolumesPage.tsx'), 'VolumesPage'),
})

const volume = createRoute({
  getParentRoute: () => volumes,
  path: '$name/$tab',
  validateSearch: detailSearch,
})

const image = createRoute({
  getParentRoute: () => images,
  path: '$image/$tab',
  validateSearch: detailSearch,
})

const registries = createRoute({
  getParentRoute: () => root,
  path: '/images/registries',
  component: lazyRouteComponent(
    () => import('../features/images/registries/RegistriesPage.tsx'),
    'RegistriesPage',
  ),
})

interface NetworksSearch extends ListSearch {
  view: 'list' | 'map'
  /** the network whose detail is open, by name */
  open: string
}

const networks = createRoute({
  getParentRoute: () => root,
  path: '/networks',
  validateSearch: (search: Partial<NetworksSearch> & SearchSchemaInput): NetworksSearch => ({
    ...listSearch(search, 'name'),
    view: search.view === 'map' ? 'map' : 'list',
    open: text(search.open) ?? '',
  }),
  search: {
    middlewares: [stripSearchParams({ q: '', sort: 'name', desc: false, view: 'list', open: '' })],
  },
  component: lazyRouteComponent(() => import('../features/networks/NetworksPage.tsx'), 'NetworksPage'),
})

const run = createRoute({
  getParentRoute: () => root,
  path: '/run',
  validateSearch: (
    search: { image?: string; like?: string } & SearchSchemaInput,
  ): { image?: string; like?: string } => {
    const [image, like] = [text(search.image), text(search.like)]
    return { ...(image !== undefined && { image }), ...(like !== undefined && { like }) }
  },
  component: lazyRouteComponent(() => withLaterWords(() => import('../features/run/RunPage.tsx')), 'RunPage'),
})

/** The name is no part of the path: a last part with a dot is a file for the server. */
const edit = createRoute({
  getParentRoute: () => root,
  path: '/edit',
  validateSearch: (search: { container?: string } & SearchSchemaInput): { container?: string } => {
    const name = text(search.container)
    return name === undefined ? {} : { container: name }
  },
  component: lazyRouteComponent(
    () => withLaterWords(() => import('../features/run/EditPage.tsx')),
    'EditPage',
  ),
})

interface EventsSearch {
  q: string
  desc: boolean
  /** as in a `TimeRange` */
  since: string
  until: string
  background: boolean
  /** the event whose detail is open, by its number */
  open: string
}

const events = createRoute({
  getParentRoute: () => root,
  path: '/events',
  validateSearch: (search: Partial<EventsSearch> & SearchSchemaInput): EventsSearch => ({
    q: text(search.q) ?? '',
    desc: search.desc !== false,
    since: text(search.since) ?? '',
    until: text(search.until) ?? '',
    background: search.background === true,
    open: text(search.open) ?? '',
  }),
  search: {
    middlewares: [
      stripSearchParams({ q: '', desc: true, since: '', until: '', background: false, open: '' }),
    ],
  },
  component: lazyRouteComponent(() => import('../features/events/EventsPage.tsx'), 'EventsPage'),
})

const logNames: readonly LogName[] = ['machine', 'engine', 'host', 'desktop']

const machine = createRoute({
  getParentRoute: () => root,
  path: '/machine',
  validateSearch: (search: { log?: LogName } & SearchSchemaInput): { log: LogName } => ({
    log: logNames.find((name) => name === search.log) ?? 'machine',
  }),
  search: { middlewares: [stripSearchParams({ log: 'machine' })] },
  component: lazyRouteComponent(
    () => withLaterWords(() => import('../features/machine/MachinePage.tsx')),
    'MachinePage',
  ),
})

const welcome = createRoute({
  getParentRoute: () => root,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../features/welcome/WelcomePage.tsx'), 'WelcomePage'),
})

const migrate = createRoute({
  getParentRoute: () => root,
  path: '/migrate',
  component: lazyRouteComponent(
    () => withLaterWords(() => import('../features/migration/MigrationPage.tsx')),
    'MigrationPage',
  ),
})

const disk = createRoute({
  getParentRoute: () => root,
  path: '/disk',
  component: lazyRouteComponent(() => import('../features/disk/DiskPage.tsx'), 'DiskPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(
    () => withLaterWords(() => import('../features/settings/SettingsPage.tsx')),
    'SettingsPage',
  ),
})

const logs = createRoute({
  getParentRoute: () => root,
  path: '/logs',
  validateSearch: (search: LogsSearch & SearchSchemaInput): LogsSearch => ({
    of: text(search.of),
    project: text(search.project),
    since: text(search.since),
    until: text(search.until),
    all: search.all === true ? true : undefined,
  }),
  component: lazyRouteComponent(() => import('../features/logs/LogsPage.tsx'), 'LogsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    containers.addChildren([container]),
    compose.addChildren([composeProject]),
    images.addChildren([image]),
    registries,
    run,
    edit,
    logs,
    volumes.addChildren([volume]),
    networks,
    builds.addChildren([build]),
    buildCache,
    events,
    disk,
    welcome,
    migrate,
    machine,
    settings,
  ]),
  defaultPreload: false,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
