import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'

/**
 * Writes into the files that updaters read (latest.yml, latest-mac.yml, latest-linux.yml) to how many of a hundred installations
 * a release is offered. Each installation has drawn its number once (electron-updater), so widening never takes anything back.
 */
export function withStaging(text: string, percentage: number): string {
  if (!Number.isInteger(percentage) || percentage < 1 || percentage > 100)
    throw new Error('The percentage is a whole number from 1 to 100.')
  const rest = text.replace(/^stagingPercentage:.*\n?/m, '')
  return percentage === 100 ? rest : `${rest.trimEnd()}\nstagingPercentage: ${percentage}\n`
}

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { percentage: { type: 'string' } },
  })
  const dir = positionals[0]
  if (!dir || !values.percentage) throw new Error('usage: rollout.ts --percentage N FOLDER')
  for (const name of await readdir(dir)) {
    if (!/^(latest|beta|alpha)(-[a-z0-9-]+)?\.yml$/.test(name)) continue
    const file = path.join(dir, name)
    await writeFile(file, withStaging(await readFile(file, 'utf8'), Number(values.percentage)))
    console.log(name)
  }
}

if (import.meta.main) await main(process.argv.slice(2))
