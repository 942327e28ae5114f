import type { HostInfo } from '../../../electron/api/schema/host.ts'
import type { MachineView } from '../../../electron/api/schema/status.ts'
import { duration } from '../../lib/format.ts'
import { plainText } from '../logs/ansi.ts'

/** A report for an issue or a colleague, in Markdown. Holds no key and no setting of the engine. */
export function report(view: MachineView, host: Pick<HostInfo, 'version'>, log: readonly string[]): string {
  const { status, activity } = view
  const steps = activity?.steps ?? []
  return [
    `Berth ${host.version}, machine ${status.state} since ${status.since}`,
    '',
    `- driver: ${status.driver}, accelerator: ${status.accelerator ?? 'unknown'} (${status.acceleratorReason ?? 'no reason given'})`,
    `- machine: ${status.machine.cpus} CPUs, ${status.machine.memoryMiB} MiB memory, ${status.machine.diskGiB} GiB disk`,
    `- engine: ${status.engine?.version ?? 'unknown'}, ${status.engine?.answering ? 'answering' : 'not answering'}`,
    ...(steps.length > 0 ? ['', 'Steps:'] : []),
    ...steps.map(
      (step) =>
        `- ${step.name}: ${step.state}, ${duration(step.ms)}${step.progress ? `: ${step.progress}` : ''}`,
    ),
    ...(status.errors.length > 0 ? ['', 'Errors:'] : []),
    ...status.errors.map((error) => `- ${error.step}: ${error.message} (${error.hint})`),
    '',
    'The end of the machine log:',
    '```',
    ...log.map(plainText),
    '```',
    '',
  ].join('\n')
}
