import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'

/** The repository's root. */
export const repository = path.resolve(import.meta.dirname, '../..')

/** Lower-case hexadecimal SHA-256 of a file. */
export async function sha256OfFile(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/**
 * One hash over inputs: files and whole folders (paths relative to `root`), and words such as other hashes.
 * It covers names, contents, link targets and whether a file is executable; not times or owners.
 */
export async function hashInputs(
  paths: readonly string[],
  words: readonly string[] = [],
  root: string = repository,
): Promise<string> {
  const hash = createHash('sha256')
  for (const word of words) hash.update(`word\0${word}\0`)
  for (const name of (await Promise.all(paths.map((each) => filesUnder(root, each)))).flat().sort()) {
    const file = path.join(root, name)
    const entry = await stat(file)
    hash.update(`file\0${name}\0${entry.mode & 0o111 ? 'x' : '-'}\0${entry.size}\0`)
    hash.update(await readFile(file))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The regular files at or under `name`, relative to `root`; a test beside its source is not an input. */
async function filesUnder(root: string, name: string): Promise<string[]> {
  const entry = await stat(path.join(root, name))
  if (!entry.isDirectory()) return [name]
  const found = await readdir(path.join(root, name), { recursive: true, withFileTypes: true })
  return found
    .filter((each) => each.isFile() && !/\.test\.ts$|_test\.go$/.test(each.name))
    .map((each) => path.relative(root, path.join(each.parentPath, each.name)))
}
