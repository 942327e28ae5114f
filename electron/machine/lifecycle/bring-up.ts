import type { Settings } from '../../api/schema/settings.ts'
import { reasonOf } from '../../base/deadline.ts'
import { BerthError, toBerthError } from '../../base/errors.ts'
import type { Log } from '../../base/log.ts'
import type { StepPlan, StepRunner, StepWork } from '../../base/steps.ts'
import type { Driver, ImageFiles, MachineSpec, RunningMachine } from '../driver.ts'
import type { GuestAccess, GuestHooks } from '../guest-hooks.ts'
import type { WayBack } from '../restore/way-back.ts'
import { grantedBy } from '../shares.ts'
import { shutDown } from './shut-down.ts'
import { runWhole } from './whole-step.ts'

/** What a machine is brought up from. */
export interface Parts {
  readonly driver: Driver
  readonly hooks: GuestHooks
  readonly log: Log
  /** the settings as they are now, checked against this computer; rejects with `settings-invalid` */
  readonly settings: () => Promise<Settings>
  /** rejects with `image-missing` or `image-damaged` */
  readonly image: () => Promise<ImageFiles>
  readonly writeSeed: (settings: Settings) => Promise<void>
  /** guards the disk against an image that is new to it; null where the disk has no restore points */
  readonly wayBack?: WayBack | null
  readonly dataDisk: string
  readonly seedDisk: string
}

/** A machine whose engine answers, and how it came up. */
export interface BroughtUp {
  readonly machine: RunningMachine
  readonly kind: 'cold' | 'resume' | 'adopt'
}

const checkComputer: StepPlan = {
  name: 'Check this computer',
  deadlineMs: 20_000,
  hint: 'Does its hypervisor hang? "berth doctor" looks at it by itself.',
}
const checkImage: StepPlan = {
  name: 'Check the image',
  deadlineMs: 60_000,
  hint: 'Is the disk that holds the image very slow? Run scripts/start to build the image again.',
}
const makeDisk: StepPlan = {
  name: 'Make the disk',
  deadlineMs: 60_000,
  hint: 'Is the disk that holds the Berth folder very slow, or full?',
}
const keepWayBack: StepPlan = {
  name: 'Keep a way back',
  deadlineMs: 60_000,
  hint: 'Is the disk that holds the Berth folder very slow, or full?',
}
const boot: StepPlan = {
  name: 'Boot Alpine',
  deadlineMs: 120_000,
  hint: 'Look at "berth logs machine" for what the hypervisor and the guest said.',
}
const resume: StepPlan = {
  name: 'Resume Alpine',
  deadlineMs: 120_000,
  hint: 'Start from power-off with "berth start --cold".',
}
const takeOver: StepPlan = {
  name: 'Take over the machine',
  deadlineMs: 30_000,
  hint: 'Look at "berth logs host", then "berth start".',
}

/** Starts or resumes the machine, up to an answering engine. When it fails, nothing of it is left running. */
export async function bringUp(parts: Parts, steps: StepRunner, cold: boolean): Promise<BroughtUp> {
  const spec = await makeSpec(parts, steps)
  const found = cold ? null : await parts.driver.find()
  if (found?.kind === 'suspended') {
    const before = (await parts.wayBack?.knownImage(spec.image)) ?? null
    if (before) await endSuspendedOf(parts, steps, { ...spec, image: before })
    else {
      const machine = await resumeWith(parts, steps, spec)
      if (machine) return { machine, kind: 'resume' }
    }
  }
  return { machine: await startGuarded(parts, steps, spec), kind: 'cold' }
}

/** What was suspended under another image goes on under that one, and is shut down in order: its disk is then at rest. */
async function endSuspendedOf(parts: Parts, steps: StepRunner, spec: MachineSpec): Promise<void> {
  const machine = await resumeWith(parts, steps, spec)
  if (machine) await shutDown(machine, parts.hooks, steps, steps.signal, parts.log)
}

/** Starts with the image of the day, or, when that is new to the disk and brings no engine up, with the one from before. */
async function startGuarded(parts: Parts, steps: StepRunner, spec: MachineSpec): Promise<RunningMachine> {
  const { wayBack } = parts
  if (!wayBack) return startCold(parts, steps, spec)
  let image = spec.image
  const plan = await wayBack.plan(image)
  if (plan === 'new') await steps.run(keepWayBack, (signal) => wayBack.before(image, signal))
  if (plan === 'refused') image = (await wayBack.instead(image)) ?? image
  if (plan === 'as-is') await wayBack.tidy(steps.signal)
  for (;;) {
    try {
      const machine = await startCold(parts, steps, { ...spec, image })
      await wayBack.worked(image)
      return machine
    } catch (thrown) {
      if (steps.signal.aborted) throw thrown
      const next = await wayBack.failed(image, toBerthError(thrown), steps.signal)
      if (!next) throw thrown
      image = next
    }
  }
}

/**
 * From power-off to an answering engine. A kernel that panics on the way is booted once more: emulated processors of
 * QEMU (seen with 7.2) sometimes trip over code that another one patches ("Oops: int3"), and then the next boot is well.
 */
async function startCold(parts: Parts, steps: StepRunner, spec: MachineSpec): Promise<RunningMachine> {
  await runWhole(
    steps,
    makeDisk,
    async (signal) => {
      await parts.driver.prepareDisk(spec.dataDisk, spec.settings.diskGiB, signal)
      await parts.writeSeed(spec.settings)
    },
    async (_made, error) => {
      throw error
    },
  )
  const once = async (): Promise<RunningMachine> => {
    const machine = await obtain(parts, steps, boot, (signal, say) => parts.driver.start(spec, signal, say))
    await attach(parts, steps, machine, 'cold')
    return machine
  }
  try {
    return await once()
  } catch (error) {
    const panicked = error instanceof BerthError && error.code === 'guest-panicked'
    if (!panicked || steps.signal.aborted) throw error
    parts.log.warn({ error: error.message }, 'the guest panicked as it started: it is started once more')
    return once()
  }
}

/** Resumes what is suspended and nothing else; null when its state was of no use, and is gone. */
export async function resumeSuspended(parts: Parts, steps: StepRunner): Promise<RunningMachine | null> {
  return resumeWith(parts, steps, await makeSpec(parts, steps))
}

/** Takes over a machine that an earlier host left running; null when there is none to take over any more. */
export async function takeOverRunning(parts: Parts, steps: StepRunner): Promise<BroughtUp | null> {
  const spec = await makeSpec(parts, steps)
  const machine = await obtain(parts, steps, takeOver, (signal) => parts.driver.adopt(spec, signal))
  if (!machine) return null
  await attach(parts, steps, machine, 'adopt')
  return { machine, kind: 'adopt' }
}

/** Connects to the guest again after a suspend that did not come about. */
export function attachAgain(parts: Parts, steps: StepRunner, machine: RunningMachine): Promise<void> {
  return attach(parts, steps, machine, 'adopt')
}

/** Ends a machine that is of no use. Never rejects: why it is of no use matters more than a process that won't die. */
export async function giveUp(parts: Parts, machine: RunningMachine): Promise<void> {
  const killed = machine.kill().catch((error: unknown) => {
    parts.log.error({ error }, 'the machine could not be ended')
  })
  await Promise.all([parts.hooks.detach(), killed])
}

/** A machine from the driver; one that comes after its step was called off is ended. */
function obtain<T extends RunningMachine | null>(
  parts: Parts,
  steps: StepRunner,
  plan: StepPlan,
  work: StepWork<T>,
): Promise<T> {
  return runWhole(steps, plan, work, async (machine, error) => {
    if (machine) await giveUp(parts, machine)
    throw error
  })
}

async function makeSpec(parts: Parts, steps: StepRunner): Promise<MachineSpec> {
  const settings = await steps.run(checkComputer, async (signal, say) => {
    await parts.driver.check(signal)
    const asked = await parts.settings()
    const granted = await grantedBy(parts.driver.capabilities, asked)
    for (const folder of asked.sharedFolders)
      if (!granted.sharedFolders.includes(folder)) say(`without ${folder}, which cannot be shared`)
    return granted
  })
  const image = await steps.run(checkImage, () => parts.image())
  return { settings, image, dataDisk: parts.dataDisk, seedDisk: parts.seedDisk }
}

/**
 * A guest that does not answer after its resume is ended: its state was good for one use only. The disks are left as
 * they are: the suspended guest has them in use.
 */
async function resumeWith(
  parts: Parts,
  steps: StepRunner,
  spec: MachineSpec,
): Promise<RunningMachine | null> {
  const machine = await obtain(parts, steps, resume, (signal, say) => parts.driver.resume(spec, signal, say))
  if (!machine) return null
  try {
    await attach(parts, steps, machine, 'resume')
    return machine
  } catch (error) {
    if (steps.signal.aborted) throw error
    parts.log.warn({ error }, 'the resumed guest does not answer: it was ended, its state is gone')
    return null
  }
}

/** From a running machine to an answering engine; ends the machine when that fails, or when the machine ends first. */
async function attach(
  parts: Parts,
  steps: StepRunner,
  machine: RunningMachine,
  kind: BroughtUp['kind'],
): Promise<void> {
  const ended = machine.exited.then((exit): never => {
    throw (
      guestFailure(machine) ??
      new BerthError('hypervisor-failed', `The machine ended while it started. ${exit.reason}`, {
        hint: 'Look at "berth logs machine" for what the hypervisor and the guest said last.',
      })
    )
  })
  ended.catch(() => undefined)
  const access: GuestAccess = {
    connect: (signal) => machine.connect(signal),
    address: () => machine.address ?? null,
    sshReady: (signal) => (kind === 'cold' ? machine.console.mark('sshd', signal) : Promise.resolve()),
  }
  try {
    if (steps.signal.aborted) throw reasonOf(steps.signal)
    await Promise.race([parts.hooks.attach(access, steps, kind), ended])
  } catch (error) {
    await giveUp(parts, machine)
    throw guestFailure(machine) ?? error
  }
}

/** The guest's own word of failure says more than whatever we noticed of it. */
function guestFailure(machine: RunningMachine): BerthError | null {
  const { failure, panic } = machine.console
  if (panic !== null)
    return new BerthError('guest-panicked', `The guest's kernel panicked: ${panic}`, {
      hint: 'Try again; if it goes on, look at "berth logs machine" and please report it with that log.',
      step: 'Boot Alpine',
    })
  if (!failure) return null
  return new BerthError('guest-failed', `The guest gave up at "${failure.step}": ${failure.sentence}`, {
    hint:
      failure.step === 'shares'
        ? 'Take it out of the settings ("berth config set sharedFolders default" takes out all), then start again.'
        : 'Look at "berth logs machine". Your data disk was not changed by it.',
    step: 'Boot Alpine',
  })
}
