import type { Duplex } from 'node:stream'
import type { NeedId } from '../api/schema/checks.ts'
import type { Accelerator, Settings } from '../api/schema/settings.ts'
import type { Topic } from '../base/topic.ts'
import type { UsedAccelerator } from './accelerators/names.ts'
import type { WindowsEngine } from './windows/engine.ts'

/** What a driver can do. Callers test these, never the driver's name. */
export interface Capabilities {
  /** where a suspended machine is kept: on disk it outlasts the computer's restart, in memory it does not and takes room there */
  readonly suspend: 'to-disk' | 'in-memory' | false
  readonly accelerators: readonly UsedAccelerator[]
  /** how folders of this computer are mounted in the guest; null where they cannot be */
  readonly shares: {
    readonly filesystem: 'virtiofs' | '9p'
    /** a machine that has some can be suspended */
    readonly suspend: boolean
  } | null
  /** the guest can have Rosetta, which runs programs made for Intel on Apple silicon */
  readonly rosetta: boolean
}

/** The files of the guest's image, verified by hash: three, and what the shape for one hypervisor adds. */
export interface ImageFiles {
  /** as most hypervisors start it: the ELF file on x86_64, the uncompressed Image on aarch64 */
  readonly kernel: string
  readonly initramfs: string
  readonly root: string
  /** a VHDX that Hyper-V's firmware boots; in images made for Windows */
  readonly bootDisk?: string
  /** the kernel as Virtualization.framework takes it on Intel; in images made for Intel Macs */
  readonly bzImage?: string
  /** changes whenever one of the files does */
  readonly id: string
}

/** What the hypervisor is asked to run. */
export interface MachineSpec {
  /** of `sharedFolders` and `rosetta` only what the driver can do; the folders were there a moment ago */
  readonly settings: Settings
  readonly image: ImageFiles
  readonly dataDisk: string
  readonly seedDisk: string
}

/** What was found of this machine on the computer, derived anew at each call. */
export type Found =
  | { readonly kind: 'nothing' }
  /** it runs, though no host owns it now; `pid` is its process where the hypervisor is one of ours */
  | { readonly kind: 'orphan'; readonly pid: number | null }
  /** a suspended state that claims to fit; whether it does, the resume tells */
  | { readonly kind: 'suspended'; readonly bytes: number; readonly since: string }

/** How a running machine ended. */
export interface Exit {
  /** true when it ended in order: powered off by its guest, or by us */
  readonly expected: boolean
  /** a sentence: why, as far as known (exit code or signal, the hypervisor's last words) */
  readonly reason: string
}

/** What keeps a running machine from going on until it is put right: the host's disk is full, say. */
export interface Trouble {
  readonly message: string
  readonly hint: string
}

/** A machine that runs now. */
export interface RunningMachine {
  /** what it was started with, whatever the settings say by now */
  readonly settings: Settings
  readonly accelerator: UsedAccelerator
  /** why this accelerator and no faster one; a sentence */
  readonly acceleratorReason: string
  readonly console: ConsoleEvents
  /** A new byte stream to the guest's sshd. It says nothing about the guest being ready for it. */
  connect(signal: AbortSignal): Promise<Duplex>
  /** `host:port` where `connect` led last, for other programs of this user's; null, or not there, where only `connect` can */
  readonly address?: string | null
  /** Writes memory and devices to the state file, then ends the hypervisor. Rejects and lets the machine run on if that fails. */
  suspend(signal: AbortSignal): Promise<void>
  /** Presses the power button; resolves when the press was delivered. */
  powerButton(): Promise<void>
  /** Ends the hypervisor at once; resolves when it is gone. */
  kill(): Promise<void>
  /** Lets go of it without ending it: the host ends, the machine stays. */
  release(): void
  /** Settles once, when the hypervisor has ended. */
  readonly exited: Promise<Exit>
  /** null while all is well */
  readonly trouble: Trouble | null
  /** told at each change of `trouble` */
  readonly troubles: Topic<Trouble | null>
  /** Goes on after a trouble; the trouble comes back if its cause is still there. */
  retry(): Promise<void>
}

/** The guest's console, line by line: `berth: mark <name> <uptime>` and `berth: fail <step> <sentence>` are told apart. */
export interface ConsoleEvents {
  /** Resolves when the guest has printed this mark (or had already); rejects when it printed a failure or ended. */
  mark(name: 'init' | 'disks' | 'network' | 'sshd' | 'engine', signal: AbortSignal): Promise<void>
  /** the guest's own word of failure, once it has said one */
  readonly failure: { readonly step: string; readonly sentence: string } | null
  /** the guest kernel's own word when it panicked */
  readonly panic: string | null
}

/** Ways back of the data disk. Only while nothing has the disk; each rejects with `hypervisor-failed`. */
export interface RestorePoints {
  make(name: string, signal: AbortSignal): Promise<void>
  /** Sets the disk back; what was written since is gone, the point stays. */
  goBack(name: string, signal: AbortSignal): Promise<void>
  remove(name: string, signal: AbortSignal): Promise<void>
}

/** Something that the hypervisor needs of this computer, as it was found. */
export interface Need {
  readonly id: NeedId
  readonly state: 'ok' | 'warning' | 'failed'
  readonly sentence: string
  /** what to do, in words; empty where there is nothing */
  readonly hint: string
  /** a command for the user to run; `set-up` where the driver's `setUp` does it */
  readonly fix: { readonly command: string } | 'set-up' | null
}

/** A hypervisor as it can be seen without running anything under it. */
export interface HypervisorLook {
  /** with the hypervisor's name */
  readonly version: string
  /** empty for a hypervisor that needs nothing but to be there */
  readonly needs: readonly Need[]
  readonly accelerators: readonly {
    readonly name: UsedAccelerator
    /** why a start would not try it, as the rest of a sentence; null when it would */
    readonly refused: string | null
  }[]
  /** how a machine of ours runs now, with or without a host; null when none does */
  readonly running: { readonly accelerator: string; readonly reason: string } | null
}

export type ProgressLine = (line: string) => void

/** One hypervisor behind one interface. Thin: the lifecycle above it is the same for all. */
export interface Driver {
  readonly name: 'qemu' | 'hyperv' | 'vz'
  readonly capabilities: Capabilities
  /** Is the hypervisor here and new enough? Rejects with `hypervisor-missing` or `hypervisor-too-old` and what to install. */
  check(signal: AbortSignal): Promise<{ readonly version: string }>
  /**
   * As `check`, and which accelerators a start would try, fastest first, with why not where that is known already.
   * Touches nothing on disk.
   */
  look(asked: Accelerator, signal: AbortSignal): Promise<HypervisorLook>
  /**
   * Does all that `look` offers as `set-up`, asking once for an administrator; null where nothing ever has to be. Rejects
   * with `hypervisor-missing` when that was declined or failed, or when a restart or sign-out has to follow.
   */
  readonly setUp: ((signal: AbortSignal) => Promise<void>) | null
  /** the engine of the operating system's own containers, where it can have one; null elsewhere */
  readonly windowsEngine: WindowsEngine | null
  /** Forgets which accelerators failed: the next start tries them all again. */
  retryAccelerators(): Promise<void>
  /** Makes the data disk, or grows it; never shrinks, never formats. */
  prepareDisk(path: string, diskGiB: number, signal: AbortSignal): Promise<void>
  find(): Promise<Found>
  /** Starts from power-off. Tries accelerators in order, each believed only when the guest has printed. */
  start(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<RunningMachine>
  /** Resumes the suspended state; resolves null, having dropped the state with a line in the log, when it does not fit. */
  resume(spec: MachineSpec, signal: AbortSignal, progress: ProgressLine): Promise<RunningMachine | null>
  /** Takes over a machine that runs without a host; resolves null, with the process ended, when it can't be. */
  adopt(spec: MachineSpec, signal: AbortSignal): Promise<RunningMachine | null>
  /** null where the data disk has none */
  readonly restorePoints: RestorePoints | null
  /** Deletes a suspended state. */
  dropState(why: string): Promise<void>
  /** Takes the machine, which is off, out of what the hypervisor itself remembers; its disks stay. */
  remove(): Promise<void>
}
