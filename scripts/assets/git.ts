import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { Arch } from './arch.ts'
import { addPrograms, install, link } from './parts.ts'

/** git's own folder of programs, fixed when Debian compiled it. */
const core = 'usr/lib/git-core'

/** Programs of one file each; what git runs over http and ssh. */
const programs = ['usr/bin/git', `${core}/git-remote-http`, 'usr/bin/ssh']

/** Names under which those are also run. */
const names: Readonly<Record<string, string>> = {
  [`${core}/git`]: '/usr/bin/git',
  [`${core}/git-upload-pack`]: '/usr/bin/git',
  [`${core}/git-remote-https`]: 'git-remote-http',
  'usr/bin/git-upload-pack': '/usr/bin/git',
}

/** Parts of git that are shell scripts. */
const scripts = ['git-submodule', 'git-sh-setup', 'git-sh-i18n']

/** git as the engine's builder needs it: to fetch a repository, with its submodules, over http, https and ssh. */
export async function addGit(debian: string, arch: Arch, to: string): Promise<void> {
  await addPrograms(programs, debian, arch, to)
  for (const [name, target] of Object.entries(names)) await link(target, path.join(to, name))
  for (const name of scripts) await install(path.join(debian, core, name), path.join(to, core, name))
  // Nothing is in it, but without it each new repository comes with a warning.
  await mkdir(path.join(to, 'usr/share/git-core/templates'), { recursive: true })
}
