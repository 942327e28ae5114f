import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { buildWords } from '../../api/schema/build-command.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import { commandFailed, type DockerCli } from '../docker-cli.ts'
import type { Tell } from '../jobs.ts'
import { notedRef } from './buildx-config.ts'
import { failureOf, readFailedLines } from './failure.ts'
import type { LogFile } from './log-file.ts'
import type { BuildRecord } from './store.ts'
import { BuildTree } from './tree.ts'

const Metadata = z.object({ 'containerimage.digest': z.string().optional() })

export interface RunParts {
  readonly docker: DockerCli
  readonly record: BuildRecord
  readonly log: LogFile
  readonly buildxDir: string
  /** where buildx writes what came out */
  readonly metadataFile: string
  /** the record as it is now, some times a second */
  readonly changed: (record: BuildRecord) => void
  readonly tell: Tell
}

/**
 * Runs a build to its end and resolves with its record, and with the error that its job ends with, if any. It does
 * not reject: a build that could not even be started has failed.
 */
export async function runBuild(
  parts: RunParts,
  signal: AbortSignal,
): Promise<{ record: BuildRecord; error: BerthError | null }> {
  const { docker, log, buildxDir, metadataFile, tell } = parts
  const tree = new BuildTree()
  let record = parts.record
  const words = buildWords(record.request, [
    '--builder=default',
    '--progress=rawjson',
    `--metadata-file=${metadataFile}`,
  ])
  let error: BerthError | null = null
  try {
    const { code, lastWords } = await docker.run(words, {
      signal,
      env: { BUILDX_CONFIG: buildxDir },
      onLines: async (lines) => {
        const texts = lines.map(({ text }) => text)
        await log.write(texts)
        tree.push(texts)
        const ref = record.ref ?? (tree.counts.total > 0 ? await notedRef(buildxDir) : null)
        record = { ...record, ref, steps: tree.counts, cut: log.cut }
        parts.changed(record)
        const line = stepWords(tree)
        if (line !== null) tell({ line })
      },
    })
    if (code !== 0)
      error = buildFailed(record.name, failureOf(tree.words), commandFailed('build', code, lastWords))
  } catch (thrown) {
    error = toBerthError(thrown)
  }
  const metadata = Metadata.safeParse(await readJson(metadataFile))
  return {
    error,
    record: {
      ...record,
      ref: record.ref ?? (await notedRef(buildxDir)),
      steps: tree.counts,
      cut: log.cut,
      state: error === null ? 'done' : isAbort(error) ? 'cancelled' : 'failed',
      endedAt: new Date().toISOString(),
      error: error === null || isAbort(error) ? null : (failureOf(tree.words) ?? error.message),
      failed: readFailedLines(tree.words),
      image: metadata.success ? (metadata.data['containerimage.digest'] ?? null) : null,
    },
  }
}

function buildFailed(name: string, said: string | null, otherwise: BerthError): BerthError {
  if (said === null) return otherwise
  return new BerthError('engine-failed', `The build of ${name} failed: ${said.split('\n')[0] ?? said}`, {
    hint: 'Open the build: it shows the step, its last lines and the line of the Dockerfile.',
  })
}

/** "3/7 [app 2/3] RUN make" of the step that runs. */
function stepWords(tree: BuildTree): string | null {
  const running = tree.steps.findLast(({ state }) => state === 'running')
  const { done, total } = tree.counts
  return running ? `${done}/${total} ${running.name}` : null
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}
