import { expect, it } from 'vitest'
import type { ContainerRow } from '../../../electron/api/schema/containers.ts'
import { emptySpec, type PortRow, type RunSpec } from '../../../electron/api/schema/run-spec.ts'
import { containerRow } from '../../../tests/fakes/rows.ts'
import { countSet } from './form.ts'
import { problemsOf } from './problems.ts'

const row = (part: Partial<ContainerRow>): ContainerRow => containerRow(1, { ports: [], ...part })
const port = (part: Partial<PortRow>): PortRow => ({
  hostIp: '',
  hostPort: '8080',
  containerPort: '80',
  protocol: 'tcp',
  ...part,
})
const published = { hostIp: '0.0.0.0', hostPort: 8080, containerPort: 80, protocol: 'tcp' } as const
const web = row({ id: '1', name: 'web', ports: [published] })

const problems = (part: Partial<RunSpec>, options: Partial<Parameters<typeof problemsOf>[2]> = {}) =>
  Object.fromEntries(
    problemsOf({ ...emptySpec, image: 'a', ...part }, [web], {
      ...{ self: null, starts: true, system: 'linux' as const },
      ...options,
    }),
  )

it('says what the schema finds, at its field, in the user’s words', () => {
  expect(problems({ image: '', memory: 'x', ports: [port({ hostPort: '9', containerPort: '' })] })).toEqual({
    image: 'Say which image to run.',
    memory: 'A size is a number with a unit, such as 512m or 2g.',
    'ports.0.containerPort': 'Say which port of the container.',
  })
  expect(problems({})).toEqual({})
})

it('knows names and ports that are taken, but for what is to be replaced', () => {
  const spec = { name: 'web', ports: [port({})] }
  expect(problems(spec)).toEqual({
    name: 'There is a container of this name already.',
    'ports.0.hostPort': 'Port 8080 is taken by web.',
  })
  expect(problems(spec, { self: '1', starts: true })).toEqual({})
  expect(problems({ ports: [port({})] }, { self: null, starts: false })).toEqual({})
})

it.each<[PortRow, boolean]>([
  [port({ protocol: 'udp' }), false],
  [port({ hostPort: '' }), false],
  [port({ hostPort: '8000-8090' }), false],
  [port({ hostPort: '8079-8080', containerPort: '1-2' }), true],
  [port({ hostIp: '127.0.0.1' }), true],
])('of a port %j it is %s that it is taken', (one, taken) => {
  expect('ports.0.hostPort' in problems({ ports: [one] })).toBe(taken)
})

it('sees a port that is published twice, but not at two addresses', () => {
  const two = (a: Partial<PortRow>, b: Partial<PortRow>) =>
    problems({ ports: [port({ hostPort: '9000', ...a }), port({ hostPort: '9000', ...b })] })
  expect(two({}, {})).toEqual({ 'ports.1.hostPort': 'Port 9000 is published twice.' })
  expect(two({ hostIp: '127.0.0.1' }, { hostIp: '127.0.0.2' })).toEqual({})
})

it('counts what is set, row by row', () => {
  const spec: RunSpec = {
    ...emptySpec,
    memory: '1g',
    tty: true,
    labels: [
      { name: 'a', value: '' },
      { name: '', value: '' },
    ],
    health: { ...emptySpec.health, mode: 'shell', command: 'x' },
  }
  expect(countSet(spec, ['memory', 'cpus', 'tty', 'labels'])).toBe(3)
  expect(countSet(spec, ['health'])).toBe(2)
})

it('says at its field what Windows containers do not have, and how their paths are written', () => {
  const part = {
    privileged: true,
    mounts: [{ source: 'data', target: '/data', readOnly: false, options: '' }],
  }
  expect(problems(part)).toEqual({})
  expect(problems(part, { system: 'windows' })).toEqual({
    privileged: 'Containers of this engine do not have this: leave it out.',
    'mounts.0.target': 'On Windows a path begins with a drive, such as C:\\data.',
  })
  expect(problems({ isolation: 'hyperv' })).toEqual({
    isolation: 'Containers of this engine do not have this: leave it out.',
  })
})
