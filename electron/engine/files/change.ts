import type { FileMeasure } from '../../api/schema/files.ts'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { openArchive, putArchive } from './archive.ts'
import { nameOf, parentOf } from './paths.ts'
import { inside, type Spot } from './place.ts'
import { requirePowers } from './powers.ts'
import { outputOf, runProgram, type Program } from './program.ts'
import { statIfThere } from './stat.ts'
import { archiveOf, headersOf } from './tar.ts'

/** It belongs to whom the folder belongs that it is in. */
export async function makeFolder(client: EngineClient, spot: Spot, path: string): Promise<void> {
  await requireFree(client, spot, path)
  const parent = parentOf(path)
  let owner = { uid: 0, gid: 0 }
  for await (const header of headersOf(await openArchive(client, spot, parent))) {
    owner = { uid: header.uid, gid: header.gid }
    break
  }
  const header = { name: nameOf(path), type: 'directory', mode: 0o755, mtime: new Date(), ...owner } as const
  await putArchive(client, spot, parent, archiveOf(header))
}

export async function rename(client: EngineClient, spot: Spot, from: string, to: string): Promise<void> {
  const doing = `rename ${from}`
  requirePowers(spot.powers, doing)
  // A change of case alone is the same name to no Linux file system.
  await requireFree(client, spot, to)
  await run(client, spot, doing, ['mv', '--', inside(spot, from), inside(spot, to)])
}

/** What is done to these, in words. */
export const removal = (paths: readonly string[]): string =>
  paths.length === 1 ? `remove ${paths[0] ?? ''}` : `remove ${paths.length} files`

export async function remove(client: EngineClient, spot: Spot, paths: readonly string[]): Promise<void> {
  const doing = removal(paths)
  requirePowers(spot.powers, doing)
  if (paths.includes('/'))
    throw new BerthError('bad-input', 'The whole of it can not be removed here.', {
      hint: 'Choose what is in it.',
    })
  for (const some of batches(paths))
    await run(client, spot, doing, ['rm', '-rf', '--', ...some.map((path) => inside(spot, path))])
}

/** Takes out all that a folder holds. */
export async function empty(client: EngineClient, spot: Spot, path: string): Promise<void> {
  const doing = `empty ${path}`
  requirePowers(spot.powers, doing)
  const command = [
    'find',
    inside(spot, path),
    '-mindepth',
    '1',
    '-maxdepth',
    '1',
    '-exec',
    'rm',
    '-rf',
    '--',
    '{}',
    '+',
  ]
  await run(client, spot, doing, command)
}

/** Counts by the place's own `find`; null where no program runs. */
export async function measure(
  client: EngineClient,
  spot: Spot,
  paths: readonly string[],
): Promise<FileMeasure> {
  const doing = 'measure what is to be removed'
  requirePowers(spot.powers, doing)
  const total = { bytes: 0, entries: 0 }
  for (const some of batches(paths)) {
    const command = [
      'find',
      ...some.map((path) => inside(spot, path)),
      '-exec',
      'stat',
      '-c',
      '%F %s',
      '{}',
      '+',
    ]
    let rest = ''
    const count = (text: string): void => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        total.entries += 1
        // A folder's own size says nothing of what it holds.
        if (line.startsWith('regular')) total.bytes += Number(line.slice(line.lastIndexOf(' ') + 1))
      }
    }
    for await (const chunk of runProgram(client, { container: spot.container, doing, command }))
      count(chunk.toString('latin1'))
  }
  return total
}

async function requireFree(client: EngineClient, spot: Spot, path: string): Promise<void> {
  if ((await statIfThere(client, spot.container, inside(spot, path))) === null) return
  throw new BerthError('conflict', `There is already something called ${path}.`, {
    hint: 'Choose another name.',
  })
}

async function run(client: EngineClient, spot: Spot, doing: string, command: string[]): Promise<void> {
  const program: Program = { container: spot.container, doing, command }
  await outputOf(client, program)
}

/** A program takes so many arguments at most. */
function* batches(paths: readonly string[]): Generator<readonly string[]> {
  for (let at = 0; at < paths.length; at += 100) yield paths.slice(at, at + 100)
}
