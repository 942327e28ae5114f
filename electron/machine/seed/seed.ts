import tar from 'tar-stream'
import type { Settings } from '../../api/schema/settings.ts'
import type { MachinePaths } from '../../base/paths.ts'
import type { Capabilities } from '../driver.ts'
import { ensurePrivateDir, writeAtomic } from '../files.ts'
import { writeVhdx } from '../vhdx/write.ts'
import { shareLines } from '../shares.ts'
import { daemonJson } from './daemon-json.ts'
import { keyPair } from './keys.ts'

/** A seed disk is padded to whole units of this many bytes, as block devices have whole sectors. */
const unit = 2 ** 20

/**
 * Writes the seed disk: a plain tar on a tiny block device with what is of this installation. The guest reads it at
 * boot and recognises it by the first entry's name, so `berth-seed/version` comes first.
 */
export async function writeSeed(
  paths: MachinePaths,
  settings: Settings,
  { shares, rosetta }: Pick<Capabilities, 'shares' | 'rosetta'>,
): Promise<void> {
  await ensurePrivateDir(paths.dir)
  const host = await keyPair(paths.hostKey, 'berth-machine')
  const user = await keyPair(paths.userKey, 'berth')
  const bytes = await seedBytes({
    version: '1\n',
    ssh_host_ed25519_key: host.private,
    'ssh_host_ed25519_key.pub': `${host.public}\n`,
    authorized_keys: `${user.public}\n`,
    // Without any of the user's, the image's own count, and there is nothing to be tried.
    ...(Object.keys(settings.engine).length > 0 && { 'daemon.json': daemonJson(settings.engine) }),
    ...(shares && settings.sharedFolders.length > 0 && { shares: shareLines(settings, shares) }),
    ...(rosetta && settings.rosetta && { rosetta: '' }),
    hostname: 'berth\n',
  })
  // The same bytes for the guest either way; Hyper-V takes no disk that is not a VHDX.
  if (paths.seedDisk.endsWith('.vhdx')) await writeVhdx(paths.seedDisk, bytes)
  else await writeAtomic(paths.seedDisk, bytes)
}

/** The entries, in their order, as a padded tar; the same entries give the same bytes. */
export async function seedBytes(entries: Readonly<Record<string, string>>): Promise<Buffer> {
  const pack = tar.pack()
  for (const [name, text] of Object.entries(entries))
    pack.entry({ name: `berth-seed/${name}`, mode: 0o600, mtime: new Date(0), uid: 0, gid: 0 }, text)
  pack.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of pack) chunks.push(chunk as Buffer)
  const archive = Buffer.concat(chunks)
  return Buffer.concat([archive], Math.ceil(archive.length / unit) * unit)
}
