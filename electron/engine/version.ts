import { z } from 'zod'
import { engineClient } from './client.ts'
import { clip } from './text.ts'

const Version = z.object({ Version: z.string(), Os: z.string().default(''), Arch: z.string().default('') })

/** What the engine behind a socket is; rejects where none answers. */
export async function engineVersion(
  socketPath: string,
  signal: AbortSignal,
): Promise<{ version: string; system: string }> {
  const client = engineClient(socketPath)
  try {
    const answer = await client.json(
      { doing: 'ask an engine what it is', path: '/version', signal },
      { maxBytes: 65_536 },
    )
    const { Version: version, Os, Arch } = Version.parse(answer)
    return { version: clip(version, 64), system: clip(`${Os}/${Arch}`, 64) }
  } finally {
    client.close()
  }
}
