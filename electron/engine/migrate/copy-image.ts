import type { EngineClient } from '../client.ts'
import { counted } from '../counted.ts'
import { loadedNames } from '../images/archive.ts'
import { imagePath } from '../names.ts'

export interface ImageCopy {
  readonly from: EngineClient
  readonly to: EngineClient
  /** its name with a tag */
  readonly name: string
  readonly signal: AbortSignal
  readonly told: (bytes: number) => void
}

/** An image from one engine into the other, as a stream. */
export async function copyImage({ from, to, name, signal, told }: ImageCopy): Promise<void> {
  const doing = `copy the image ${name}`
  imagePath(name)
  const archive = await from.stream({ doing, path: '/images/get', query: { names: name }, signal })
  const answer = await to.stream({
    doing,
    method: 'POST',
    path: '/images/load',
    headers: { 'Content-Type': 'application/x-tar' },
    body: counted(archive, told),
    signal,
  })
  await loadedNames(doing, answer)
}
