import type { Client } from '../../client/connection.ts'
import { plainError, type PlainError } from '../../client/errors.ts'

/**
 * Sends a file to the engine; the job of its name shows how far it is. The browser reads the file as the engine takes
 * it. Resolves with what went wrong, null for nothing.
 */
export async function sendArchive(
  client: Client,
  file: File,
  importAs: string | null,
): Promise<PlainError | null> {
  try {
    const path = await client.images.load.mutate({ file: file.name, importAs })
    const response = await fetch(path, { method: 'PUT', body: file })
    return response.ok ? null : ((await response.json()) as PlainError)
  } catch (thrown) {
    return plainError(thrown)
  }
}
