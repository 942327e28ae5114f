import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { makePackages } from '../../scripts/release/package.ts'
import { stage } from '../../scripts/release/stage.ts'
import { standInElectron } from './stand-in-electron.ts'

/** An unpacked package of this system, made by electron-builder around a stand-in for Electron. */
export interface Packaged {
  readonly dir: string
  readonly executable: string
  readonly resources: string
  remove(): Promise<void>
}

/** Where it looks for its successors. */
export const updateUrl = 'https://updates.berth.invalid/stable'

/** Builds the `dir` target in a folder of its own. */
export async function packaged(): Promise<Packaged> {
  const work = await mkdtemp(path.join(os.tmpdir(), 'berth package '))
  await stage(() => undefined)
  const electronDist = await standInElectron(path.join(work, 'electron'))
  await makePackages(
    ['dir'],
    { electronDist, output: path.join(work, 'out') },
    { ...process.env, BERTH_UPDATE_URL: updateUrl },
  )
  const dir = path.join(work, 'out', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked')
  return {
    dir,
    executable: path.join(dir, 'berth-desktop'),
    resources: path.join(dir, 'resources'),
    remove: () => rm(work, { recursive: true, force: true }),
  }
}
