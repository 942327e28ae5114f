import { Argument, Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { CheckAction } from '../api/schema/checks.ts'
import { LogName } from '../api/schema/host.ts'
import { limits, SettingName } from '../api/schema/settings.ts'
import { defaultSocket } from '../base/default-socket.ts'
import { desktopSystem } from '../base/paths.ts'
import { become } from './become.ts'
import type { Context } from './context.ts'

/** What the words on the command line mean. Each command's code is loaded when it is the one. */
export function programOf(context: () => Context, end: (code: number) => void): Command {
  const program = new Command('berth')
    .description('Runs a Docker Engine in a lightweight Alpine VM and shows what it holds.')
    .helpCommand('help [command]', 'say more about a command')
    .helpOption('-h, --help', 'say what there is')
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .exitOverride()
    .addHelpText('after', '\nBERTH_HOME moves all that Berth keeps (now in ~/.berth).\n')
    .configureHelp({ showGlobalOptions: false })
  program.option('-V, --version', 'say which version this is')
  const json = new Option('--json', 'print JSON, one object a line')

  program
    .command('start')
    .description('start the machine, or go on where it was suspended')
    .option('--cold', 'start from power-off; what was suspended is dropped')
    .addOption(json)
    .action(async (options: object) =>
      end(await (await import('./commands/lifecycle.ts')).start(context(), options)),
    )
  program
    .command('stop')
    .description('shut the machine down; containers are stopped')
    .option('--force', 'do not ask the guest: as pulling the plug')
    .addOption(json)
    .action(async (options: object) =>
      end(await (await import('./commands/lifecycle.ts')).stop(context(), options)),
    )
  program
    .command('restart')
    .description('stop the machine, then start it from power-off')
    .addOption(json)
    .action(async (options: object) =>
      end(await (await import('./commands/lifecycle.ts')).restart(context(), options)),
    )
  program
    .command('suspend')
    .description('put the running machine to disk, containers and all')
    .addOption(json)
    .action(async (options: object) =>
      end(await (await import('./commands/lifecycle.ts')).suspend(context(), options)),
    )
  program
    .command('status')
    .description('say how the machine is; exit code 0 running, 3 not running, 4 failed')
    .option('--json', 'print one JSON object')
    .action(async (options: object) =>
      end(await (await import('./commands/status.ts')).status(context(), options)),
    )
  program
    .command('open')
    .description('open the page in the browser')
    .option('--print', 'print the one-time URL instead')
    .action(async (options: object) =>
      end(await (await import('./commands/open.ts')).open(context(), options)),
    )
  program
    .command('docker')
    .description('run the docker command against this engine')
    .argument('[words...]', 'as for docker')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: string[]) =>
      end(await (await import('./commands/docker.ts')).docker(context(), words, become)),
    )
  program
    .command('shell')
    .description('open a root shell in the guest, or run one command there')
    .usage('[-- command...]')
    .argument('[command...]')
    .passThroughOptions()
    .allowUnknownOption()
    .action(async (words: string[]) =>
      end(await (await import('./commands/shell.ts')).shell(context(), words)),
    )
  program
    .command('logs')
    .description('print a log')
    .addArgument(new Argument('[log]', 'whose').choices(LogName.options).default('host'))
    .option('-f, --follow', 'go on with what is added')
    .option('-n, --lines <number>', 'so many of the newest lines', wholeNumber, 200)
    .action(async (log: string, options: { follow?: boolean; lines: number }) =>
      end(await (await import('./commands/logs.ts')).logs(context(), log, options)),
    )
  addConfig(program, context, end)
  program
    .command('doctor')
    .description(
      'look at this computer: what keeps Berth from working well; exit code 3 warnings, 4 failures',
    )
    .option('--json', 'print one JSON array')
    .addOption(new Option('--fix <what>', 'do what a check offered').choices(CheckAction.options))
    .action(async (options: { json?: boolean; fix?: CheckAction }) =>
      end(await (await import('./commands/doctor.ts')).doctor(context(), options)),
    )
  program
    .command('diagnostics')
    .description('write one zip with logs, versions, status, checks and settings, without secrets')
    .option('-o, --out <file>', 'where to; else a file with a name of its own in this folder')
    .option('--json', 'print one JSON object')
    .action(async (options: { out?: string; json?: boolean }) =>
      end(await (await import('./commands/diagnostics.ts')).diagnostics(context(), options)),
    )
  program
    .command('reset')
    .description('delete everything: containers, images, volumes, settings')
    .option('--yes', 'do not ask')
    .action(async (options: object) =>
      end(await (await import('./commands/reset.ts')).reset(context(), options)),
    )
  addPath(program, context, end)
  addSocket(program, context, end)
  addWindowsContainers(program, context, end)
  program
    .command('uninstall')
    .description('put away what Berth set up for you; then the application can be removed')
    .addOption(new Option('--keep-data', 'keep containers, images and volumes').conflicts('deleteData'))
    .option('--delete-data', 'delete them, too')
    .option('--yes', 'do not ask')
    .action(async (options: object) =>
      end(await (await import('./commands/uninstall.ts')).uninstall(context(), options)),
    )
  return program
}

function addPath(program: Command, context: () => Context, end: (code: number) => void): void {
  const paths = program.command('path').description('have "berth" and "docker" as commands of your own')
  paths
    .command('add')
    .description('link them into your folder of commands')
    .action(async () => end(await (await import('./commands/path.ts')).addToPath(context())))
  paths
    .command('remove')
    .description('take the links away')
    .action(async () => end(await (await import('./commands/path.ts')).removeFromPath(context())))
}

function addSocket(program: Command, context: () => Context, end: (code: number) => void): void {
  const socket = program
    .command('socket')
    .description(`have ${defaultSocket} lead to this engine, for programs that look nowhere else`)
  socket
    .command('add')
    .description('make the link; what leads to another engine stays')
    .action(async () => end(await (await import('./commands/socket.ts')).addSocket(context())))
  socket
    .command('remove')
    .description('take the link away')
    .action(async () => end(await (await import('./commands/socket.ts')).removeSocket(context())))
}

function addWindowsContainers(program: Command, context: () => Context, end: (code: number) => void): void {
  const windows = program
    // Elsewhere it has nothing to say.
    .command('windows-containers', { hidden: desktopSystem !== 'windows' })
    .description('the engine of Windows’ own containers, beside the one for Linux containers')
  const command = () => import('./commands/windows-containers.ts')
  windows
    .command('status', { isDefault: true })
    .description('say what there is of it')
    .action(async () => end(await (await command()).windowsStatus(context())))
  windows
    .command('add')
    .description('set it up as a service; Windows asks once for an administrator')
    .option('--yes', 'do not ask')
    .action(async (options: object) => end(await (await command()).addWindows(context(), options)))
  windows
    .command('remove')
    .description('take it away; Windows asks once for an administrator')
    .addOption(new Option('--keep-data', 'keep its containers, images and volumes').conflicts('deleteData'))
    .option('--delete-data', 'delete them, too')
    .option('--yes', 'do not ask')
    .action(async (options: object) => end(await (await command()).removeWindows(context(), options)))
}

function addConfig(program: Command, context: () => Context, end: (code: number) => void): void {
  const config = program.command('config').description('show and change settings')
  config
    .command('list', { isDefault: true })
    .description('every setting, its value and what it does')
    .option('--json', 'print one JSON array')
    .action(async (options: object) =>
      end(await (await import('./commands/config.ts')).listSettings(context(), options)),
    )
  config
    .command('get')
    .description('the value of one setting')
    .argument('<name>', SettingName.options.join(', '))
    .action(async (name: string) =>
      end(await (await import('./commands/config.ts')).getSetting(context(), name)),
    )
  config
    .command('set')
    .description(
      `change a setting; "default" puts its default back (memoryMiB from ${limits.memoryMiB.min}, diskGiB from ${limits.diskGiB.min})`,
    )
    .argument('<name>', SettingName.options.join(', '))
    .argument('<value>', 'a number, a word, or JSON')
    .option('--apply', 'restart the running engine with it; it goes back if the engine does not come up')
    .action(async (name: string, value: string, { apply }: { apply?: boolean }) => {
      const config = await import('./commands/config.ts')
      end(await (apply ? config.applyEngine : config.setSetting)(context(), name, value))
    })
}

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 100_000)
    throw new InvalidArgumentError('A whole number from 0 to 100000 is meant.')
  return number
}

export { CommanderError }
