import { stripVTControlCharacters } from 'node:util'
import type { EngineClient } from '../client.ts'
import { openLog, readLines } from '../logs/read.ts'
import { clip } from '../text.ts'

/** ms that a log may take; a notice without its line is one too */
const patienceMs = 3000
/** lines that are looked at: the last ones may be empty */
const tail = 5

/** The last line that a container wrote, as text for people; null where there is none, or none that can be read. */
export async function lastLine(client: EngineClient, id: string): Promise<string | null> {
  const signal = AbortSignal.timeout(patienceMs)
  let last: string | null = null
  try {
    const options = { id, tail, follow: false, since: null, until: null, times: false }
    for await (const lines of readLines(await openLog(client, options, signal), signal))
      for (const { text } of lines) last = plain(text) || last
  } catch {
    // Removed meanwhile, or its log driver cannot be read.
  }
  return last
}

const plain = (text: string): string => clip(stripVTControlCharacters(text).trim(), 300)
