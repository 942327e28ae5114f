import { spawn } from 'node:child_process'
import { fromClientError } from '../../api/client/node.ts'
import { browserCommand } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { say } from '../terminal.ts'

/**
 * Opens the page in the desktop's browser and prints its address; without a desktop, or with `print`, prints the one-time
 * URL that lets a browser in.
 */
export async function open({ hosts, terminal }: Context, { print }: { print?: boolean }): Promise<number> {
  const host = await hosts.ensure()
  const url = await host.api.host.pageUrl.mutate().catch((thrown: unknown) => {
    throw fromClientError(thrown)
  })
  const command = print ? null : browserCommand(terminal.env)
  const opened = command !== null && (await run(command, url))
  say(terminal, opened ? new URL('/', url).href : url)
  return 0
}

/** Whether it took the URL: openers hand it to a browser and end. */
function run([command, ...args]: readonly [string, ...string[]], url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const opener = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
    opener.once('error', () => resolve(false))
    opener.once('exit', (code) => resolve(code === 0))
    opener.unref()
  })
}
