import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { findProblems } from './problems.ts'
import { keysAt, valuesAt } from './schema.ts'

const said = (text: string): string[] =>
  findProblems(text).map(({ line, severity, message }) => `${line} ${severity}: ${message}`)
const web = (more: string): string => `services:\n  web:\n    image: busybox\n${more}`

it.each([
  ['nothing', ''],
  [
    'a whole file',
    web('    ports: ["80:80", { target: 443, published: 8443 }]\n    restart: unless-stopped\n'),
  ],
  ['extensions', `x-common: &common\n  restart: always\n${web('    <<: *common\n    x-mine: 1\n')}`],
  ['durations', web('    stop_grace_period: 1m30s\n    healthcheck: { test: "true", interval: 1s }\n')],
  ['variables where a number belongs', web('    cpus: ${CPUS}\n    ulimits: { nofile: "${N}" }\n')],
  ['null services settings', web('    networks: { default: }\nnetworks:\n  default:\n')],
  ['tags of compose', web('    ports: !reset []\n')],
])('finds nothing wrong with %s', (_, text) => {
  expect(said(text)).toEqual([])
})

it.each([
  [web('    imag: x\n'), ['4 error: Compose knows no “imag” here: do you mean “image”?']],
  [web('    nonsense: x\n'), ['4 error: Compose knows no “nonsense” here.']],
  ['sevices:\n  web: {}\n', ['1 error: Compose knows no “sevices” here: do you mean “services”?']],
  [web('    ports: 80\n'), ['4 error: “ports” must be a list.']],
  [web('    restart: [always]\n'), ['4 error: “restart” must be a text.']],
  [
    web('    depends_on:\n      db: { condition: healthy }\n'),
    ['5 error: It must be one of service_started, service_healthy, service_completed_successfully.'],
  ],
  [
    web('    ports:\n      - target: 80\n        protcol: tcp\n'),
    ['6 error: Compose knows no “protcol” here: do you mean “protocol”?'],
  ],
  [web('    volumes:\n      - source: a\n'), ['5 error: “type” is missing here.']],
  [
    'services:\n  web: [\n',
    ['3 error: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
  [web('    image: other\n'), ['4 error: Map keys must be unique']],
  ['version: "3"\nservices: {}\n', ['1 warning: Compose ignores “version”: it can be taken out.']],
  ['- a\n', ['1 error: “The file” must be a mapping.']],
])('says what is wrong with %j', (text, problems) => {
  expect(said(text)).toEqual(problems)
})

it('knows the keys and the values of a place', () => {
  const names = (path: (string | number)[]): string[] => keysAt(path).map(({ name }) => name)
  expect(names([])).toEqual(expect.arrayContaining(['name', 'services', 'volumes', 'networks']))
  expect(names(['services', 'web'])).toEqual(
    expect.arrayContaining(['image', 'ports', 'environment', 'depends_on', 'healthcheck', 'deploy']),
  )
  expect(names(['services', 'web', 'volumes', 0])).toEqual(
    expect.arrayContaining(['type', 'source', 'target']),
  )
  expect(names(['services', 'web', 'deploy', 'resources', 'limits'])).toContain('memory')
  expect(names(['nowhere', 'at', 'all'])).toEqual([])
  expect(valuesAt(['services', 'web', 'privileged'])).toEqual(['true', 'false'])
  expect(valuesAt(['services', 'web', 'depends_on', 'db', 'condition'])).toContain('service_healthy')
})

it('is the schema of the compose that is bundled', async () => {
  const pins = await readFile('vm-assets/tools/compose/go.mod', 'utf8')
  expect(pins).toMatch(/github\.com\/compose-spec\/compose-go\/v2 v2\.16\.1\b/)
})
