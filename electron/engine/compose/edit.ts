import { watch } from 'node:fs/promises'
import path from 'node:path'
import type { ComposeFiles, ComposeSaved, ComposeText } from '../../api/schema/compose.ts'
import { pause } from '../../base/deadline.ts'
import { BerthError, isAbort } from '../../base/errors.ts'
import { composeFailure } from './failure.ts'
import { markOf, readText, replaceText } from './files.ts'
import { placeOf } from './place.ts'
import type { Docker } from '../docker.ts'
import { askFiles } from './run.ts'

/** compose's no to a text, in its own words. */
class Refused extends Error {}
/** The file is no longer what the text was made of. */
class Changed extends Error {}

/** Saves a file of a project, if it is still what it was when it was read, and if compose accepts the new text. */
export async function saveText(
  docker: Docker,
  source: ComposeFiles,
  file: { path: string; text: string; mark: string },
): Promise<ComposeSaved> {
  let warnings: string[] = []
  const provePresent = async (): Promise<void> => {
    if ((await markNow(file.path)) !== file.mark) throw new Changed()
  }
  try {
    await provePresent()
    await replaceText(file.path, file.text, async (candidate) => {
      const answer = await askFiles(docker, source, ['--profile', '*', 'config', '--quiet'], {
        signal: AbortSignal.timeout(60_000),
        failed: (said) => new Refused(said),
        instead: { file: file.path, by: candidate },
      })
      warnings = answer.warnings
      // Compose takes its time; the last look is the one that counts.
      await provePresent()
    })
    return { outcome: 'saved', mark: markOf(file.text), warnings }
  } catch (thrown) {
    if (cause(thrown) instanceof Changed)
      return { outcome: 'changed', now: await readText(file.path).catch(() => null) }
    const refused = cause(thrown)
    if (!(refused instanceof Refused)) throw thrown
    const { message, hint } = composeFailure(`save ${path.basename(file.path)}`, refused.message)
    const place = placeOf(refused.message, file.text)
    return { outcome: 'refused', message, hint, line: place?.line ?? null, column: place?.column ?? null }
  }
}

const cause = (thrown: unknown): unknown => (thrown instanceof BerthError ? thrown.cause : thrown)

/** Milliseconds after a change until a file is looked at: who writes it does so in several steps. */
const settleMs = 50

/** The file's mark now, and after every change; null while it is not there. Ends with `signal`. */
export async function* followText(file: string, signal: AbortSignal): AsyncGenerator<string | null, void> {
  let last = await markNow(file)
  yield last
  try {
    for await (const { filename } of watch(path.dirname(file), { signal })) {
      if (filename !== null && filename !== path.basename(file)) continue
      await pause(settleMs, signal)
      const mark = await markNow(file)
      if (mark !== last) yield (last = mark)
    }
  } catch (thrown) {
    // A folder that cannot be watched is no error of the page's: a save looks at the file in any case.
    if (!isAbort(thrown) && !signal.aborted) return
  }
}

async function markNow(file: string): Promise<string | null> {
  const text: ComposeText | null = await readText(file).catch(() => null)
  return text?.mark ?? null
}
