import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** A command that ends as the real one was seen to: PowerShell's identifier, and Windows' sentence in whatever language. */
export interface Failure {
  readonly id: string
  readonly message: string
}

/** A machine as the fake keeps it. `state` is Hyper-V's number. */
export interface FakeVm {
  id: string
  name: string
  state: number
  stateName: string
  cpus: number
  memoryBytes: number
  disks: string[]
  consolePipe: string
  /** where it lies, with its state file */
  folder: string
  /** of the QEMU that runs behind it */
  pid: number | null
  /** how often its settings were changed */
  changes: number
}

/** What the fake's Windows is like; written to disk, so that a test can change it while it runs. */
export interface FakeWindows {
  vms: FakeVm[]
  /** the next run of a script ends like this; `always` keeps it so */
  fails: Partial<Record<string, Failure & { always?: boolean }>>
  /** the next run of this script ends PowerShell in its middle */
  dies: string | null
  /** the next run of this script never ends */
  hangs: string | null
  /** milliseconds until PowerShell listens */
  slowStart: number
  /** PowerShell may run no programs: AppLocker, WDAC */
  constrained: boolean
  /** numbers come as text, and lists in objects, as of another session */
  deserialised: boolean
  facts: Record<string, unknown>
  /** what `look-engine` finds; a service that was added runs unless the exit code says otherwise */
  engine: Record<string, unknown>
  /** what the guest's own service tells, and the neighbour table; null: what runs behind */
  told: string[] | null
  near: string[]
  /** what is answered to the question for an administrator: the exit code of what was then done; null declines */
  elevated: number | null
  /** scripts that were run, with their data */
  calls: [string, Record<string, unknown>][]
  /** how a machine is run: nothing at all, or QEMU with what boots */
  behind: Behind
}

export type Behind =
  | { readonly kind: 'nothing' }
  /** a kernel that QEMU starts itself; `root` beside the machine's own disks, where the boot disk is not used */
  | {
      readonly kind: 'kernel'
      readonly kernel: string
      readonly initramfs: string
      readonly root: string
      readonly sshPort: number
    }
  /** the guest that is named by the machine's boot disk, which is one of `bootDiskNaming`; it has no network */
  | { readonly kind: 'named' }
  /** the machine's boot disk, by firmware */
  | { readonly kind: 'firmware'; readonly sshPort: number }

export type NamedGuest = Pick<Extract<Behind, { kind: 'kernel' }>, 'kernel' | 'initramfs' | 'root'>

/** What is written on a boot disk that only names what boots, for a QEMU that starts a kernel by itself. */
export function bootDiskNaming({ kernel, initramfs, root }: NamedGuest): Buffer {
  return Buffer.from(`${JSON.stringify({ kernel, initramfs, root })}\n`)
}

export const goodFacts = {
  edition: 'Professional',
  build: '22631',
  feature: 1,
  restart: false,
  hypervisor: true,
  service: true,
  user: 'S-1-5-21-1-2-3-1001',
  allowed: true,
  member: true,
  switch: true,
  route: true,
  format: 'NTFS',
  compressed: false,
  encrypted: false,
}

export const noEngine = {
  build: '22631',
  feature: 2,
  restart: false,
  service: null,
  user: 'S-1-5-21-1-2-3-1001',
  data: String.raw`C:\ProgramData\Berth Engine`,
  kept: false,
}

/** Failures as they were met in public; see the projects' threads that errors.ts names. */
export const failures = {
  noMemory: {
    id: 'OutOfMemory,Microsoft.HyperV.PowerShell.Commands.StartVM',
    message:
      '“berth”无法启动。\r\n系统内存不足，无法启动虚拟机 berth。\r\n无法初始化内存: Ran out of memory (0x8007000E)。',
  },
  noMemoryInPolish: {
    id: 'Unspecified,Microsoft.HyperV.PowerShell.Commands.StartVM',
    message:
      'Nie można uruchomić maszyny „DC”.\nNie można przydzielić 2048 MB pamięci RAM: Zasoby systemowe nie wystarczają do ukończenia żądanej usługi. (0x800705AA).',
  },
  compressed: {
    id: 'Unspecified,Microsoft.HyperV.PowerShell.Commands.StartVM',
    message:
      "'berth' failed to start.\nSynthetic SCSI Controller: Failed to Power on with Error 'The requested operation could not be completed due to a virtual disk system limitation. Virtual hard disk files must be uncompressed and unencrypted and must not be sparse.' (0xC03A001A).",
  },
  notAllowed: {
    id: 'AccessDenied,Microsoft.HyperV.PowerShell.Commands.GetVM',
    message:
      "Sie besitzen nicht die erforderliche Berechtigung für diese Aufgabe. Wenden Sie sich an den Administrator der Autorisierungsrichtlinie für den Computer 'PC'.",
  },
  noSwitch: {
    id: 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVMSwitch',
    message: 'No Ethernet switch could be found matching the specified criteria.',
  },
  noService: {
    id: 'ObjectNotFound,Microsoft.HyperV.PowerShell.Commands.GetVM',
    message:
      "Hyper-V encountered an error trying to access an object on computer 'PC' because the object was not found. The object might have been deleted. Verify that the Virtual Machine Management service on the computer is running.",
  },
  noModule: {
    id: 'CouldNotAutoLoadModule',
    message: "The 'Get-VM' command was found in the module 'Hyper-V', but the module could not be loaded.",
  },
  inUse: {
    id: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.AddVMHardDiskDrive',
    message: 'The process cannot access the file because it is being used by another process. (0x80070020)',
  },
  notSaved: {
    id: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.SaveVM',
    message: "Échec de l'opération d'enregistrement de « berth ». (ID d'ordinateur virtuel 1)",
  },
  notRestored: {
    id: 'OperationFailed,Microsoft.HyperV.PowerShell.Commands.StartVM',
    message:
      "'berth' failed to restore virtual machine state. The version of the saved state is not supported (0x80048051)",
  },
  wrongState: {
    id: 'InvalidState,Microsoft.HyperV.PowerShell.Commands.SetVM',
    message: "Failed to modify device 'Memory'.",
  },
  declined: {
    id: 'InvalidOperationException,Microsoft.PowerShell.Commands.StartProcessCommand',
    message:
      'Dieser Befehl kann aufgrund des folgenden Fehlers nicht ausgeführt werden: Der Vorgang wurde durch den Benutzer abgebrochen.',
  },
} as const satisfies Record<string, Failure>

/** A fake Windows in a folder: its PowerShell is `program`, which Berth takes by BERTH_POWERSHELL. */
export interface InstalledWindows {
  readonly program: string
  read(): FakeWindows
  /** Changes what the fake's Windows is like, from the next command on. */
  change(change: (windows: FakeWindows) => void): void
  /** Makes it what it was when it was installed. */
  reset(): void
}

/** Puts a Windows in `dir`: a program that speaks as PowerShell does when it runs serve.ps1. */
export async function installFakeWindows(
  dir: string,
  start: Partial<FakeWindows> = {},
): Promise<InstalledWindows> {
  await mkdir(dir, { recursive: true })
  const file = path.join(dir, 'windows.json')
  const program = path.join(dir, 'powershell.exe')
  const fake = fileURLToPath(new URL('./fake-powershell.ts', import.meta.url))
  const windows: FakeWindows = {
    vms: [],
    fails: {},
    dies: null,
    hangs: null,
    slowStart: 0,
    constrained: false,
    deserialised: false,
    facts: { ...goodFacts },
    engine: { ...noEngine },
    told: null,
    near: [],
    elevated: 0,
    calls: [],
    behind: { kind: 'nothing' },
    ...start,
  }
  const write = (changed: FakeWindows): void => writeFileSync(file, JSON.stringify(changed))
  const read = (): FakeWindows => JSON.parse(readFileSync(file, 'utf8')) as FakeWindows
  write(windows)
  const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`
  const lines = ['#!/bin/sh', `exec ${[process.execPath, fake, file].map(quoted).join(' ')} "$@"`, '']
  await writeFile(program, lines.join('\n'), { mode: 0o755 })
  return {
    program,
    read,
    change(change) {
      const now = read()
      change(now)
      write(now)
    },
    reset: () => write(windows),
  }
}
