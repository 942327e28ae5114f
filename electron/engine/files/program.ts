import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { malformed, refusalOf } from '../errors.ts'
import { FrameParser } from '../logs/frames.ts'
import { containerPath } from '../names.ts'
import { clip } from '../text.ts'

const Created = z.object({ Id: z.string().regex(/^[0-9a-f]{16,128}$/) })
const Inspected = z.object({ ExitCode: z.number().int().nullish() })

export interface Program {
  readonly container: string
  /** our side of it for error sentences */
  readonly doing: string
  readonly command: readonly string[]
}

/** How a program ended, and the beginning of what it complained of. */
export interface Ended {
  readonly code: number
  readonly complaint: string
}

const maxComplaint = 4096

/**
 * Runs a program beside a container's own, as root, as the engine's archives are: gives what it prints as it comes,
 * and returns how it ended. Throws where the container does not run; a program that it has not ends with 126 or 127.
 */
export async function* runProgram(
  client: EngineClient,
  program: Program,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, Ended> {
  try {
    return yield* started(client, program, signal)
  } catch (thrown) {
    // It ran a moment ago. With it goes the engine's account of the program.
    const ended = /no such exec|is not running/i.test(refusalOf(thrown)?.words ?? '')
    throw ended ? containerEnded(program.doing) : thrown
  }
}

async function* started(
  client: EngineClient,
  { container, doing, command }: Program,
  signal?: AbortSignal,
): AsyncGenerator<Buffer, Ended> {
  const answer = await client.json({
    doing,
    method: 'POST',
    path: `${containerPath(container)}/exec`,
    body: {
      Cmd: command,
      User: '0:0',
      // How stat names what a link points to: without quotes. LC_ALL: bytes are bytes.
      Env: ['QUOTING_STYLE=literal', 'LC_ALL=C'],
      AttachStdout: true,
      AttachStderr: true,
    },
    ...(signal && { signal }),
  })
  const created = Created.safeParse(answer)
  if (!created.success) throw malformed(doing, 'it has no id')
  const path = `/exec/${created.data.Id}`
  const output = await client.stream({
    doing,
    method: 'POST',
    path: `${path}/start`,
    body: { Detach: false, Tty: false },
    ...(signal && { signal }),
  })
  let printed: Buffer[] = []
  let complaint = ''
  let stream = 'stdout'
  const frames = new FrameParser({
    begin: (to) => (stream = to),
    data: (part) => {
      if (stream === 'stdout') printed.push(part)
      else if (complaint.length < maxComplaint) complaint += part.toString('utf8')
    },
    end: () => undefined,
  })
  for await (const chunk of output as AsyncIterable<Buffer>) {
    frames.push(chunk)
    yield* printed
    printed = []
  }
  const ended = Inspected.safeParse(await client.json({ doing, path: `${path}/json` }))
  return { code: ended.data?.ExitCode ?? 0, complaint: clip(complaint.trim(), maxComplaint) }
}

/** Runs it to its end, for what it prints, `maxBytes` of it at most. Throws what it complains of when it fails. */
export async function outputOf(
  client: EngineClient,
  program: Program,
  options: { signal?: AbortSignal; maxBytes?: number } = {},
): Promise<Buffer> {
  const { maxBytes = 1024 * 1024 } = options
  const chunks: Buffer[] = []
  let bytes = 0
  const run = runProgram(client, program, options.signal)
  for (;;) {
    const next = await run.next()
    if (next.done) {
      if (next.value.code !== 0) throw failed(program, next.value)
      return Buffer.concat(chunks)
    }
    bytes += next.value.length
    if (bytes > maxBytes) throw malformed(program.doing, `more than ${maxBytes} bytes`)
    chunks.push(next.value)
  }
}

/** The program is not there, or is not for this computer. */
export const isMissing = ({ code }: Ended): boolean => code === 126 || code === 127

export function failed({ doing, command }: Program, ended: Ended): BerthError {
  if (isMissing(ended))
    return new BerthError('not-found', `Could not ${doing}: the container has no "${command[0] ?? ''}".`, {
      hint: 'Its image is made without such programs. Files can still be read, put there and taken away.',
    })
  // How the engine says that it could not start one: moby, daemon/errors.go, setExitCodeFromError.
  if (ended.code === 128 && ended.complaint === '') return containerEnded(doing)
  const said = ended.complaint || `${command[0] ?? 'the program'} ended with ${ended.code}`
  return new BerthError(codeOf(said), `Could not ${doing}: ${said}`, { hint: hintOf(said) })
}

function containerEnded(doing: string): BerthError {
  return new BerthError('conflict', `Could not ${doing}: the container ended meanwhile.`, {
    hint: 'Try again: then it is done in the container that ended.',
  })
}

function codeOf(said: string): 'conflict' | 'not-found' | 'engine-failed' {
  if (/no such file/i.test(said)) return 'not-found'
  return /read-only|busy|exists|not empty/i.test(said) ? 'conflict' : 'engine-failed'
}

function hintOf(said: string): string {
  if (/read-only/i.test(said)) return 'It is mounted read-only: change it where it comes from.'
  if (/busy/i.test(said)) return 'Something is mounted there: it is part of how the container was made.'
  if (/no such file/i.test(said)) return 'It may have gone in the meantime: look at the folder again.'
  if (/no space left/i.test(said)) return 'Free some space in the engine, or give it a larger disk.'
  return 'Look at its permissions.'
}
