import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { download } from '../assets/download.ts'

/**
 * vfkit as its project releases it, for both kinds of Mac: it needs cgo and Apple's SDK, so it is not built here. The hash is the
 * digest that the release page gives for the asset.
 */
export const vfkit = {
  version: '0.6.4',
  licence: 'Apache-2.0',
  url: 'https://github.com/crc-org/vfkit/releases/download/v0.6.4/vfkit',
  sha256: '0ed83fc8ca7aa708598835480dba1362406aa7cd1dab3b27464eb76327d9652d',
} as const

/** The verified program, from the cache if it is there. Rejects where what was fetched is not what is pinned. */
export function fetchVfkit(get: typeof fetch = fetch): Promise<string> {
  const { version, url, sha256 } = vfkit
  const wanted = { what: `vfkit ${version}`, sha256, pin: 'scripts/release/vfkit.ts' }
  return download(wanted, async (dir) => {
    const answer = await get(url)
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
    await writeFile(path.join(dir, 'vfkit'), Buffer.from(await answer.arrayBuffer()))
  })
}
