import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'

/** Puts what goes into a package below `root`, to be read by everybody. */
export function layOut(files: readonly (readonly [from: string, to: string])[], root: string): void {
  for (const [from, to] of files) {
    mkdirSync(path.join(root, path.dirname(to)), { recursive: true })
    // A folder is meant with what is in it, a link as a link, wherever it leads.
    execFileSync('cp', ['-aT', from, path.join(root, to)])
  }
  execFileSync('chmod', ['-R', 'go+rX,go-w', root])
}
