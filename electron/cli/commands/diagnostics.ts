import path from 'node:path'
import { fromClientError } from '../../api/client/node.ts'
import type { DiagnosticsFile } from '../../api/schema/diagnostics.ts'
import type { Context } from '../context.ts'
import { size } from '../render/numbers.ts'
import { say } from '../terminal.ts'

/** Writes the diagnostics: by the host, which can ask the machine, else from disk alone. */
export async function diagnostics(
  context: Context,
  { out, json }: { out?: string; json?: boolean },
): Promise<number> {
  const written = await write(context, path.resolve(out ?? '.'))
  if (json) say(context.terminal, JSON.stringify(written))
  else
    say(
      context.terminal,
      `Written: ${written.path} (${size(written.bytes)})`,
      ...written.parts.map((name) => `  ${name}`),
      'Secrets were taken out. Look through it before you hand it on.',
    )
  return 0
}

async function write({ hosts }: Context, file: string): Promise<DiagnosticsFile> {
  const host = await hosts.find()
  if (!host) return hosts.ask({ kind: 'diagnostics', file })
  try {
    return await host.api.diagnostics.write.mutate({ file })
  } catch (thrown) {
    const error = fromClientError(thrown)
    // A host that has gone meanwhile, or knows no diagnostics yet.
    if (error.code === 'host-unreachable' || error.code === 'internal')
      return hosts.ask({ kind: 'diagnostics', file })
    throw error
  }
}
