/**
 * A Windows PowerShell for tests at the process boundary, as it is when it runs serve.ps1: it takes no other command line,
 * no script that is not one of Berth's files, and no data but the parameters that the file declares. What its Windows is
 * like, and how it fails, is in a file (see install.ts); machines really run, in QEMU, where the file says how.
 */
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { FakeVm, FakeWindows, Failure } from './install.ts'

/** Loaded only by a Windows whose machines run: most tests start this program often, and want none. */
const behind = () => import('./behind.ts')

const [file = '', ...args] = process.argv.slice(2)
const scripts = fileURLToPath(new URL('../../../electron/machine/windows/scripts/', import.meta.url))
const load = (): FakeWindows => JSON.parse(readFileSync(file, 'utf8')) as FakeWindows
function save(change: (windows: FakeWindows) => void): void {
  const now = load()
  change(now)
  writeFileSync(`${file}.${process.pid}`, JSON.stringify(now))
  renameSync(`${file}.${process.pid}`, file)
}

class Failed extends Error {
  readonly id: string
  constructor(id: string) {
    super('Fehler bei diesem Vorgang.')
    this.id = id
  }
}

const flags = ['-NoProfile', '-NonInteractive', '-OutputFormat', 'Text', '-EncodedCommand']
const command = Buffer.from(args[5] ?? '', 'base64').toString('utf16le')
if (args.slice(0, 5).join(' ') !== flags.join(' ') || command !== text('serve'))
  end('powershell.exe : Die Benennung wurde nicht als Name eines Cmdlets erkannt.')
const windows = load()
await delay(windows.slowStart)
if (windows.constrained)
  end(
    '+ CategoryInfo : InvalidOperation: (:) [], RuntimeException\r\n+ FullyQualifiedErrorId : MethodInvocationNotSupportedInConstrainedLanguage',
  )
// Windows' own words on the same stream.
process.stdout.write('AUSFÜHRLICH: Modul wird geladen.\r\n')

for await (const line of createInterface({ input: process.stdin })) {
  if (!/^[\x20-\x7e]*$/.test(line)) end('the input is not ASCII')
  const { id, name, script, data } = JSON.parse(line) as Request
  const error = refused(name, script, data) ?? told(name)
  let answer: object = { berth: id, error, value: null }
  if (!error)
    try {
      answer = { berth: id, error: null, value: shaped(await act(name, data)) }
    } catch (thrown) {
      answer = {
        berth: id,
        error:
          thrown instanceof Failed
            ? { id: thrown.id, message: thrown.message }
            : { id: 'RuntimeException', message: String(thrown) },
        value: null,
      }
    }
  process.stdout.write(`${JSON.stringify(answer)}\r\n`)
}

interface Request {
  readonly id: number
  readonly name: string
  readonly script: string
  readonly data: Record<string, unknown>
}

/** What PowerShell says of a script with other parameters than it has. */
function refused(name: string, script: string, data: Record<string, unknown>): Failure | null {
  if (!existsSync(path.join(scripts, `${name}.ps1`)) || script !== text(name))
    return { id: 'NotOurs', message: `${name} is no script of Berth's` }
  const block = /^param\(([\s\S]*?)^\)|^param\((.*)\)$/m.exec(script)
  const declared = [...(block?.[1] ?? block?.[2] ?? '').matchAll(/\]\s*\$(\w+)/g)].map((found) => found[1])
  const odd = Object.keys(data).filter((key) => !declared.includes(key))
  const missing = declared.filter((key) => key !== undefined && !(key in data))
  if (odd.length + missing.length === 0) return null
  return { id: 'NamedParameterNotFound', message: `of ${name}: ${[...odd, ...missing].join(', ')}` }
}

/** What the test wants to go wrong. */
function told(name: string): Failure | null {
  const now = load()
  if (now.dies === name) {
    save((next) => void (next.dies = null))
    process.exit(3)
  }
  const failure = now.fails[name]
  if (!failure) return null
  if (!failure.always)
    save(
      (next) =>
        (next.fails = Object.fromEntries(Object.entries(next.fails).filter(([each]) => each !== name))),
    )
  return { id: failure.id, message: failure.message }
}

async function act(name: string, data: Record<string, unknown>): Promise<unknown> {
  save((next) => void next.calls.push([name, data]))
  if (load().hangs === name) await delay(2 ** 31 - 1)
  await notice()
  const wanted = data['Name']
  const vm = load().vms.find((each) => each.name === wanted)
  switch (name) {
    case 'look':
      return load().facts
    case 'elevate': {
      const { elevated } = load()
      if (elevated === null)
        throw new Failed('InvalidOperationException,Microsoft.PowerShell.Commands.StartProcessCommand')
      return { code: administered(data['Arguments'] as string[], elevated) }
    }
    case 'look-engine':
      return load().engine
    case 'inspect':
      return vm ? { found: true, id: vm.id, state: vm.state, stateName: vm.stateName } : { found: false }
    case 'make':
      return make(data, vm)
    case 'stop':
      if (vm) await stop(vm, data['TurnOff'] === true)
      return { found: vm !== undefined }
    case 'drop-saved':
      if (vm?.state === 6) {
        if (hasQemu()) (await behind()).dropSaved(vm)
        become(vm, 3)
      }
      return { dropped: vm?.state === 6 }
    case 'remove':
      if (vm?.pid) await (await behind()).turnOff(vm)
      save((next) => void (next.vms = next.vms.filter((each) => each.name !== wanted)))
      return { found: vm !== undefined }
  }
  if (!vm) throw new Failed('InvalidParameter,Microsoft.HyperV.PowerShell.Commands.GetVM')
  switch (name) {
    case 'start':
      if ((vm.state === 3 || vm.state === 6) && hasQemu())
        become(vm, 2, await (await behind()).run(vm, load().behind, vm.state === 6))
      else become(vm, 2)
      return { started: true }
    case 'save':
      if (vm.state !== 2) throw new Failed('InvalidState,Microsoft.HyperV.PowerShell.Commands.SaveVM')
      if (vm.pid !== null) await (await behind()).save(vm)
      become(vm, 6)
      return { saved: true }
    case 'addresses': {
      const usual = vm.state === 2 ? ['fe80::215:5dff:fe01:203', '169.254.7.7', '127.0.0.1'] : []
      return { told: load().told ?? usual, near: load().near }
    }
    default:
      throw new Failed(`CommandNotFoundException of ${name}`)
  }
}

/** What an administrator's script does, as far as its exit code says that it got; gives that code. */
function administered(args: readonly string[], code: number): number {
  const word = (flag: string): string => args[args.indexOf(flag) + 1] ?? ''
  const done = (engine: Record<string, unknown>): number => {
    save((next) => void Object.assign(next.engine, engine))
    return code
  }
  switch (path.basename(word('-File').replaceAll('"', ''), '.ps1')) {
    case 'add-engine': {
      // Start-Process joins by spaces: a path that is not quoted comes in pieces.
      const program = /^"([^"]+)"$/.exec(word('-Engine'))?.[1]
      if (program === undefined || !/^S-1-[\d-]+$/.test(word('-Member'))) return 1
      if (![0, 3010, 5].includes(code)) return code
      if (!existsSync(program)) return 3
      return done({ feature: 1, service: code === 0 ? 4 : 1, restart: code === 3010, kept: true })
    }
    case 'remove-engine':
      return [0, 7].includes(code)
        ? done({ service: null, kept: code === 7 || !args.includes('-DeleteData') })
        : code
    default:
      return code
  }
}

function make(data: Record<string, unknown>, vm: FakeVm | undefined): object {
  if (!load().facts['switch'])
    throw new Failed('ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch')
  if (vm && vm.state !== 3) throw new Failed('InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVM')
  const disks = data['Disks'] as string[]
  const wrong = disks.find((each) => !each.endsWith('.vhdx') || !existsSync(each))
  if (wrong !== undefined)
    throw new Failed('InvalidParameter,Microsoft.HyperV.PowerShell.Commands.AddVMHardDiskDrive')
  const name = data['Name'] as string
  const wanted = {
    cpus: data['Cpus'] as number,
    memoryBytes: data['MemoryBytes'] as number,
    disks,
    consolePipe: data['ConsolePipe'] as string,
  }
  const folder = path.join(data['Folder'] as string, name)
  const fresh = {
    id: randomUUID().toUpperCase(),
    name,
    state: 3,
    stateName: 'Off',
    folder,
    pid: null,
    changes: 0,
  }
  if (!vm) save((next) => void next.vms.push({ ...fresh, ...wanted }))
  else if (
    Object.entries(wanted).some(
      ([key, value]) => JSON.stringify(vm[key as keyof FakeVm]) !== JSON.stringify(value),
    )
  )
    change(vm, (each) => void Object.assign(each, wanted, { changes: each.changes + 1 }))
  return { made: !vm }
}

async function stop(vm: FakeVm, turnOff: boolean): Promise<void> {
  if (vm.pid !== null && !turnOff) {
    await (await behind()).press(vm)
    return
  }
  if (vm.pid !== null) await (await behind()).turnOff(vm)
  become(vm, 3)
}

/** A QEMU that ended by itself: its guest powered off. */
async function notice(): Promise<void> {
  for (const vm of load().vms) if (vm.pid !== null && !(await behind()).isAlive(vm)) become(vm, 3)
}

function hasQemu(): boolean {
  return load().behind.kind !== 'nothing'
}

function become(vm: FakeVm, state: number, pid?: number | null): void {
  const names: Record<number, string> = { 2: 'Running', 3: 'Off', 6: 'Saved', 9: 'Paused' }
  change(vm, (each) => {
    each.state = state
    each.stateName = names[state] ?? 'Other'
    if (state !== 2) each.pid = null
    else if (pid !== undefined) each.pid = pid
  })
}

function change(vm: FakeVm, act: (each: FakeVm) => void): void {
  save((next) => {
    for (const each of next.vms) if (each.name === vm.name) act(each)
  })
}

function wrapped(all: unknown[]): unknown {
  return all.length === 1 ? all[0] : { value: all, Count: all.length }
}

/** As an object comes that went through another session. */
function shaped(value: unknown): unknown {
  if (!load().deserialised || value === null || typeof value !== 'object') return value
  const entries = Object.entries(value as Record<string, unknown>).map(([key, each]) => {
    if (key === 'state') return [key, (value as { stateName: string }).stateName]
    return [key, Array.isArray(each) ? wrapped(each as unknown[]) : each]
  })
  return Object.fromEntries(entries) as object
}

function text(name: string): string {
  return readFileSync(path.join(scripts, `${name}.ps1`), 'utf8')
}

function end(words: string): never {
  process.stderr.write(`${words}\r\n`)
  process.exit(1)
}
