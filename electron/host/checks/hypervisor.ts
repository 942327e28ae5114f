import type { BerthError } from '../../base/errors.ts'
import { command, failed, ok, type Finding } from './finding.ts'

/** Is the hypervisor there and new enough? `found`: its name and version, or why it cannot be used. */
export function judgeHypervisor(found: string | BerthError): Finding {
  if (typeof found === 'string') return ok(`${found} is there.`)
  const line = /^Run: (.+)$/.exec(found.hint)?.[1]
  return failed(found.message, found.hint, line === undefined ? null : command(line))
}
