import type { BerthError } from '../../base/errors.ts'
import { command, failed, ok, type Finding } from './finding.ts'

/** Is the machine's image there, whole and for this computer? `found`: its id, or what is wrong with it. */
export function judgeImage(found: string | BerthError): Finding {
  if (typeof found === 'string') return ok(`The machine's image is there and intact (${found}).`)
  const builds = /scripts\/start/.test(found.hint)
  return failed(found.message, found.hint, builds ? command('scripts/start') : null)
}
