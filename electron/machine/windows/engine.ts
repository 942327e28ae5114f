import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import { pipePrefix } from '../../base/paths.ts'
import { elevate, quoted } from './elevate.ts'
import type { PowerShell } from './powershell.ts'

const Facts = z.object({
  build: z.string(),
  /** of Windows' containers: 1 switched on, 2 off, 3 not in this Windows (Win32_OptionalFeature) */
  feature: z.number().nullable(),
  /** Windows waits for a restart */
  restart: z.boolean().nullable(),
  /** of our service: 1 stopped, 2 starting, 3 stopping, 4 running; null where there is none */
  service: z.number().nullable(),
  user: z.string().regex(/^S-1-[\d-]+$/),
  data: z.string().max(1000),
  /** something is in `data` */
  kept: z.boolean().nullable(),
})
type Facts = z.infer<typeof Facts>

/** What there is of Berth's own engine for Windows containers on this Windows. */
export interface WindowsEngineLook {
  /** `restart`: it starts with the next start of Windows; `impossible`: this Windows cannot have it */
  readonly state: 'absent' | 'running' | 'stopped' | 'restart' | 'impossible'
  /** where it keeps images, containers and volumes */
  readonly data: string
  /** an earlier one's are there */
  readonly kept: boolean
}

/** The service's pipe, as add-engine.ps1 has it; where Docker Desktop's answers; where anybody's may. */
const ownPipe = `${pipePrefix}berth_windows_engine`
const otherPipes = [`${pipePrefix}docker_engine_windows`, `${pipePrefix}docker_engine`]

/** Before it (1809, LTSC 2019) the engine does not run: moby's own bound (checkSystem). */
const oldestBuild = 17763
const lookMs = 30_000

/** Windows' own engine as a service of this computer: looked at by anybody, set up and removed by an administrator. */
export class WindowsEngine {
  readonly #shell: PowerShell
  /** where Berth's own answers */
  readonly pipe: string
  /** where an engine for Windows containers may answer, whoever set it up; Berth's own first */
  readonly pipes: readonly string[]

  /** `env`: for tests, whose engine answers elsewhere, by `BERTH_WINDOWS_ENGINE`. */
  constructor(shell: PowerShell, env: NodeJS.ProcessEnv) {
    this.#shell = shell
    const asked = env['BERTH_WINDOWS_ENGINE']
    this.pipe = asked || ownPipe
    this.pipes = asked ? [asked] : [ownPipe, ...otherPipes]
  }

  async look(signal: AbortSignal): Promise<WindowsEngineLook> {
    const facts = await this.#facts(signal)
    return { state: stateOf(facts), data: facts.data, kept: facts.kept ?? false }
  }

  /**
   * Asks once for an administrator, switches Windows' containers on and has `program` (dockerd.exe) run as a service. Resolves
   * with whether Windows has to restart first; rejects with why it did not come about.
   */
  async add(program: string, signal: AbortSignal): Promise<{ restart: boolean }> {
    const facts = await this.#facts(signal)
    if (stateOf(facts) === 'impossible') throw impossible(facts)
    const args = ['-Engine', quoted(program), '-Member', facts.user]
    const purpose = 'set the engine for Windows containers up'
    const code = await elevate(this.#shell, { script: 'add-engine', args, purpose }, signal)
    if (code === 0 || code === 3010) return { restart: code === 3010 }
    throw notAdded(code, facts.data)
  }

  /** Asks once for an administrator and takes it away; the Windows feature stays on, for others may use it. */
  async remove(deleteData: boolean, signal: AbortSignal): Promise<void> {
    const facts = await this.#facts(signal)
    const args = deleteData ? ['-DeleteData'] : []
    const purpose = 'remove the engine for Windows containers'
    const code = await elevate(this.#shell, { script: 'remove-engine', args, purpose }, signal)
    if (code === 0) return
    if (code === 7)
      throw failed(
        `The engine is removed, but Windows does not let all of its files go (${facts.data}).`,
        'Restart Windows and remove it again: layers that a container still holds go after that.',
      )
    throw failed(
      'The service of the engine for Windows containers could not be removed.',
      'Restart Windows, then try again. By hand, as an administrator: sc delete berth-engine.',
    )
  }

  async #facts(signal: AbortSignal): Promise<Facts> {
    return Facts.parse(await this.#shell.run('look-engine', {}, { ms: lookMs, signal }))
  }
}

function stateOf({ build, feature, restart, service }: Facts): WindowsEngineLook['state'] {
  if (service === 4) return 'running'
  if (service !== null) return restart ? 'restart' : 'stopped'
  return feature === 3 || Number(build) < oldestBuild ? 'impossible' : 'absent'
}

const failed = (message: string, hint: string): BerthError =>
  new BerthError('hypervisor-failed', message, { hint })

function impossible({ feature, build }: Facts): BerthError {
  return new BerthError(
    'hypervisor-missing',
    feature === 3
      ? 'This Windows has no containers: Windows Home comes without them.'
      : `Windows build ${build} is too old for Windows containers: ${oldestBuild} (1809) is the first.`,
    { hint: feature === 3 ? 'Upgrade Windows to Pro.' : 'Update Windows.' },
  )
}

function notAdded(code: number, data: string): BerthError {
  switch (code) {
    case 2:
      return failed(
        'Windows did not switch its containers on.',
        'Ask who keeps this computer: a policy may forbid it. "Containers" in "Turn Windows features on or off" is where it is done by hand.',
      )
    case 3:
      return failed(
        'The files of the engine for Windows containers could not be put in place.',
        'Look whether the disk is full, and whether a virus scanner or a policy forbids programs there.',
      )
    case 5:
      return failed(
        'The engine for Windows containers is a service now, but it does not start.',
        'Restart Windows. If it does not run then, the event log (Windows Logs, Application, berth-engine) says why.',
      )
    case 6:
      return new BerthError('conflict', `${data} belongs to a user, so nothing was put there.`, {
        hint: 'Look at what is in that folder, and delete or rename it as an administrator. Then try again.',
      })
    default:
      return failed(
        'Windows did not take the engine for Windows containers as a service.',
        'Restart Windows, then try again: a service that was removed just now goes with the last window that shows it.',
      )
  }
}
