import { BerthError, type ErrorCode } from '../../base/errors.ts'

/** A script's error: PowerShell's identifier, which no language changes, and Windows' sentence, in the user's. */
export interface ScriptError {
  /** such as "OutOfMemory,Microsoft.HyperV.PowerShell.Commands.StartVM" */
  readonly id: string
  readonly message: string
}

interface Meaning {
  /** tried on the identifier and the codes in the sentence (0x…), never on words */
  readonly pattern: RegExp
  readonly code: ErrorCode
  readonly message: string
  readonly hint: string
}

/** From what users were told (the projects' threads are named), in the order in which they are tried. */
const meanings: readonly Meaning[] = [
  {
    // kubernetes/minikube#6249 in Chinese, microsoft/MSLab#300 in Polish with another code for the same.
    pattern: /^OutOfMemory,|0x8007000E|0x800705AA/i,
    code: 'hypervisor-failed',
    message: 'There is not enough free memory for the machine.',
    hint: 'Close some programs, or give the machine less: "berth config set memoryMiB NUMBER".',
  },
  {
    // hashicorp/vagrant#11118, microsoft/WSL#4103
    pattern: /0xC03A001A/i,
    code: 'hypervisor-failed',
    message: 'Hyper-V takes no disk that Windows compresses, encrypts or keeps sparse.',
    hint: 'Take compression and encryption off the Berth folder (Properties, Advanced), then off its files: compact /u /s, cipher /d /s. Or set BERTH_HOME to another folder.',
  },
  {
    pattern: /^AccessDenied,|^Unauthorized|0x80041003/i,
    code: 'hypervisor-missing',
    message: 'This session may not use Hyper-V.',
    hint: 'Run "berth doctor": it tells whether a membership is missing, or a sign-out.',
  },
  {
    // hashicorp/vagrant#12043
    pattern: /0x80070005/,
    code: 'hypervisor-failed',
    message: "Hyper-V may not open the machine's files.",
    hint: 'Let the system into the Berth folder: icacls FOLDER /grant "*S-1-5-18:(OI)(CI)F" /T',
  },
  {
    pattern: /0x80070020/,
    code: 'conflict',
    message: "One of the machine's disks is in use by another program.",
    hint: 'End the other machine that uses it, or unmount it in the Explorer, then start again.',
  },
  {
    pattern: /0x80070070/,
    code: 'disk-full',
    message: "The host's disk is full.",
    hint: 'Free some space on the disk that holds the Berth folder, then try again.',
  },
  {
    // canonical/multipass#1323 and #3580
    pattern: /^ObjectNotFound,.*\.GetVMSwitch$/,
    code: 'hypervisor-failed',
    message: "Windows' Default Switch is missing, by which the machine reaches the network.",
    hint: 'Switch Hyper-V off and on again in "Turn Windows features on or off": Windows then makes it anew.',
  },
  {
    // kubernetes/minikube#15621: Windows says "the object was not found" of its own service.
    pattern: /^ObjectNotFound,.*\.GetVM$/,
    code: 'hypervisor-missing',
    message: "Hyper-V's service does not run.",
    hint: 'Start "Hyper-V Virtual Machine Management" (vmms) in Services, or restart Windows.',
  },
  {
    pattern: /0xC0351000/i,
    code: 'hypervisor-missing',
    message: 'The hypervisor does not run, though Hyper-V is switched on.',
    hint: 'Switch virtualisation on in the firmware, and run: bcdedit /set hypervisorlaunchtype auto. Then restart Windows.',
  },
  {
    pattern: /^CommandNotFoundException|^CouldNotAutoLoad/,
    code: 'hypervisor-missing',
    message: 'Hyper-V is not switched on.',
    hint: 'Run "berth doctor": it offers to switch it on.',
  },
  {
    // hashicorp/packer#8633
    pattern: /^InvalidState,|^ObjectInUse,/,
    code: 'conflict',
    message: 'The machine is in no state for this: somebody else may be using it in Hyper-V Manager.',
    hint: 'Look at it there, then try again.',
  },
]

/** What a script's error means for its user, with Windows' own sentence behind it. */
export function explained({ id, message }: ScriptError): BerthError {
  const codes = message.match(/0x[0-9a-f]{8}/gi) ?? []
  const known = meanings.find(({ pattern }) => [id, ...codes].some((each) => pattern.test(each)))
  const said = message.replace(/\s+/g, ' ').trim().slice(0, 600)
  if (known) return new BerthError(known.code, `${known.message} Windows said: ${said}`, { hint: known.hint })
  return new BerthError('hypervisor-failed', `Hyper-V refused (${id.slice(0, 200)}). Windows said: ${said}`, {
    hint: 'Look at the machine in Hyper-V Manager, and run "berth doctor".',
  })
}

/** A PowerShell that did not start, or ended before it had answered. `words`: what is known of it. */
export function notStarted(program: string, words: string): BerthError {
  // kubernetes/minikube#6098: a policy (AppLocker, WDAC) that lets scripts call nothing.
  if (/InConstrainedLanguage/.test(words))
    return new BerthError(
      'hypervisor-missing',
      'A policy of this computer lets PowerShell run no programs of ours.',
      {
        hint: 'Ask who keeps this computer to allow Berth in the policy (AppLocker or WDAC: constrained language mode).',
      },
    )
  if (/ENOENT|EACCES/.test(words))
    return new BerthError(
      'hypervisor-missing',
      `Windows PowerShell could not be started (${program}): ${words}`,
      {
        hint: 'It is part of Windows: check that a policy does not forbid it.',
      },
    )
  const last = words.replace(/\s+/g, ' ').slice(-300)
  return new BerthError(
    'hypervisor-failed',
    `PowerShell ended before it had answered.${last && ` It said: ${last}`}`,
    {
      hint: 'Try again: another one is started.',
    },
  )
}
