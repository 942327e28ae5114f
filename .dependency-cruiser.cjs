/** The arrows between the rooms (ARCHITECTURE.md). Every rule names what a room may NOT enter. */
const room = (name) => `^electron/${name}/`
const only = (from, allowed, comment) => ({
  name: `${from}-enters-only-its-rooms`,
  comment,
  severity: 'error',
  from: { path: room(from), pathNot: '\\.test\\.ts$' },
  to: { path: '^(electron|renderer|scripts|tests)/', pathNot: allowed.map(room) },
})

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('base', ['base'], 'base stands under everything'),
    only(
      'machine',
      ['machine', 'base', 'api/schema'],
      'machine, guest and engine know nothing of each other',
    ),
    only('guest', ['guest', 'base', 'api/schema'], 'machine, guest and engine know nothing of each other'),
    only('engine', ['engine', 'base', 'api/schema'], 'machine, guest and engine know nothing of each other'),
    only('api', ['api', 'base'], 'the contract leans on nobody who fulfils it'),
    only('cli', ['cli', 'api', 'base'], 'the CLI is a client of the control socket'),
    only('tools', ['tools', 'base', 'api/schema'], 'what is run as a command knows no room that asks for it'),
    only(
      'host',
      ['host', 'machine', 'guest', 'engine', 'tools', 'api', 'base'],
      'the host composes the rooms',
    ),
    {
      name: 'schemas-are-pure',
      comment: 'every room and the page share these words',
      severity: 'error',
      from: { path: room('api/schema'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: ['^electron/api/schema/', 'node_modules/zod/'] },
    },
    {
      name: 'the-page-sees-only-the-contract',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: { path: '^(electron|scripts|tests)/', pathNot: '^electron/api/' },
    },
    {
      name: 'the-page-takes-only-types-of-the-router',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^electron/api/',
        pathNot: '^electron/api/(schema/|port/|client/watch\\.ts)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'a-port-needs-nothing',
      comment: 'page, preload, main process and host all have an end of it',
      severity: 'error',
      from: { path: room('api/port'), pathNot: '\\.test\\.ts$' },
      to: { pathNot: '^electron/api/port/' },
    },
    {
      name: 'shell-enters-only-its-rooms',
      comment: 'the shell is a client of the host, by the contract',
      severity: 'error',
      from: { path: '^electron/(shell/|main\\.ts)', pathNot: '\\.test\\.ts$' },
      to: {
        path: '^(electron|renderer|scripts|tests)/',
        pathNot: [
          '^electron/(shell|base)/',
          '^electron/api/(client|port|schema)/',
          '^electron/api/router/index\\.ts$',
        ],
      },
    },
    {
      name: 'the-shell-takes-only-types-of-the-router',
      severity: 'error',
      from: { path: '^electron/(shell/|main\\.ts)', pathNot: '\\.test\\.ts$' },
      to: { path: '^electron/api/router/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'the-preload-knows-only-the-ports-names',
      comment: 'it stands between the page and Electron: the less there is of it, the better',
      severity: 'error',
      from: { path: '^electron/preload\\.ts' },
      to: { pathNot: ['^electron/api/port/names\\.ts$', '(^|/)electron(/|$)'] },
    },
    {
      name: 'electron-only-in-the-shell',
      severity: 'error',
      from: { pathNot: '^(electron/(shell/|main\\.ts|preload\\.ts)|tests/(fakes/electron|desktop)/)' },
      to: { path: '(^|node_modules/)electron(/electron\\.d\\.ts)?$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
}
