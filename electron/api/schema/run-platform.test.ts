import { expect, it } from 'vitest'
import { platformIssues, unfitFields, withoutUnfit } from './run-platform.ts'
import { emptySpec, RunSpec } from './run-spec.ts'

const mount = (source: string, target: string, options = '') => ({
  mounts: [{ source, target, readOnly: false, options }],
})
const port = (hostIp: string, protocol: 'tcp' | 'sctp' = 'tcp') => ({
  ports: [{ hostIp, hostPort: '80', containerPort: '80', protocol }],
})
const device = (host: string) => ({ devices: [{ host, container: '', permissions: '' }] })

it.each<[part: Partial<RunSpec>, windows: string[], linux: string[]]>([
  [mount('data', 'C:\\data'), [], ['mounts.0.target not-a-path']],
  [mount('D:\\src', 'c:/site'), [], ['mounts.0.target not-a-path', 'mounts.0.source not-a-source']],
  [mount('data', '/data'), ['mounts.0.target not-a-windows-path'], []],
  [mount('/srv', 'C:\\srv'), ['mounts.0.source not-a-windows-path'], ['mounts.0.target not-a-path']],
  [mount('data', 'C:\\'), ['mounts.0.target not-a-windows-path'], ['mounts.0.target not-a-path']],
  [mount('data', 'D:'), [], ['mounts.0.target not-a-path']],
  [mount('data', 'D:\\x', 'nocopy'), ['mounts.0.options unfit'], ['mounts.0.target not-a-path']],
  [port('127.0.0.1'), ['ports.0.hostIp unfit'], []],
  [port('0.0.0.0', 'sctp'), ['ports.0.protocol unfit'], []],
  [device('/dev/fuse'), ['devices.0.host not-a-device-class'], []],
  [device('class/5B45201D-F2F2-4F3B-85BB-30FF1F953599'), [], ['devices.0.host not-a-path']],
  [{ workdir: 'C:\\app' }, [], ['workdir not-a-path']],
  [{ workdir: '/app' }, [], []],
  [{ securityOpts: 'credentialspec=file://a.json' }, [], []],
  [{ securityOpts: 'label=disable' }, ['securityOpts unfit'], []],
  [{ command: 'dir C:\\', memory: '1g', user: 'ContainerUser' }, [], []],
  [{ isolation: 'process' }, [], ['isolation unfit']],
  [{ privileged: true, pids: '10' }, ['pids unfit', 'privileged unfit'], []],
])('%j is seen with the eyes of each system', (part, windows, linux) => {
  const spec = { ...emptySpec, image: 'a', ...part }
  expect(RunSpec.safeParse(spec).error).toBeUndefined()
  const said = (system: 'windows' | 'linux') =>
    platformIssues(spec, system).map(({ path, code }) => `${path.join('.')} ${code}`)
  expect(said('windows')).toEqual(windows)
  expect(said('linux')).toEqual(linux)
})

it('leaves out what does not fit, and no more', () => {
  const spec = { ...emptySpec, image: 'a', readOnly: true, memory: '1g', isolation: 'hyperv' as const }
  expect(unfitFields(spec, 'windows')).toEqual([{ key: 'readOnly', flag: '--read-only' }])
  expect(withoutUnfit(spec, 'windows')).toEqual({ ...spec, readOnly: false })
  expect(withoutUnfit(spec, 'linux')).toEqual({ ...spec, isolation: '' })
})
