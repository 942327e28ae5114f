import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { Arch, build, Platform, type Configuration } from 'electron-builder'
import { repository } from '../assets/hash.ts'
import { configOf, type ConfigOptions } from './config.ts'
import { signingOf } from './signing.ts'
import { stage } from './stage.ts'

const usage = `usage: package.ts [--target dir|AppImage|deb|rpm|nsis|dmg|zip]… [--electron FOLDER] [--tests]

Builds the packages of this system into dist/package/out. --electron takes an unpacked Electron instead of the one from
its release page; --tests makes the build that Playwright drives. Signing follows the environment: scripts/release/signing.ts.`

/** Builds targets of this system out of what `stage` put together; resolves with the files made. */
export async function makePackages(
  targets: readonly string[],
  options: Omit<ConfigOptions, 'env'>,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string[]> {
  const config = configOf({ ...options, env })
  const output = path.resolve(repository, config.directories?.output ?? '')
  await rm(output, { recursive: true, force: true })
  await mkdir(output, { recursive: true })
  return buildWith(config, [...targets])
}

function buildWith(config: Configuration, targets: string[]): Promise<string[]> {
  const arch = process.arch === 'arm64' ? Arch.arm64 : Arch.x64
  return build({
    projectDir: repository,
    config,
    publish: 'never',
    // null: what the configuration says for this system.
    targets: Platform.current().createTarget(targets.length > 0 ? targets : null, arch),
  })
}

async function main(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      target: { type: 'string', multiple: true },
      electron: { type: 'string' },
      tests: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(usage)
    return
  }
  for (const line of signingOf(process.env).left) console.error(line)
  await stage((line) => console.error(line))
  const made = await makePackages(values.target ?? [], {
    forTests: values.tests ?? false,
    ...(values.electron === undefined ? {} : { electronDist: values.electron }),
  })
  for (const file of made) console.log(path.relative(process.cwd(), file))
}

if (import.meta.main) await main(process.argv.slice(2))
