import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { layOut } from './fpm-files.ts'
import type { Asked } from './fpm.ts'

/** A Debian package of what fpm was asked. */
export function buildDeb({ said, depends, recommends, files }: Asked): void {
  const root = mkdtempSync(path.join(os.tmpdir(), 'berth-deb-'))
  try {
    layOut(files, root)
    writeControl(path.join(root, 'DEBIAN'), said, depends, recommends)
    const compression = `-Z${said['compression'] ?? 'xz'}`
    execFileSync('dpkg-deb', ['--root-owner-group', compression, '--build', root, said['package'] ?? ''])
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function writeControl(
  dir: string,
  said: Record<string, string>,
  depends: readonly string[],
  recommends: readonly string[],
): void {
  mkdirSync(dir, { recursive: true })
  const description = (said['description'] ?? '').trim().split('\n')
  const control = {
    Package: said['name'],
    Version: said['version'],
    Architecture: said['architecture'],
    Maintainer: said['maintainer'],
    Priority: said['priority'],
    Section: said['category'] ?? 'default',
    Homepage: said['url'],
    Depends: depends.join(', '),
    Recommends: recommends.join(', '),
    Description: description.map((line) => line.trim()).join('\n '),
  }
  const lines = Object.entries(control).map(([name, value]) => (value ? `${name}: ${value}\n` : ''))
  writeFileSync(path.join(dir, 'control'), lines.join(''))
  for (const name of ['postinst', 'prerm', 'postrm'])
    if (said[name]) writeFileSync(path.join(dir, name), readFileSync(said[name]), { mode: 0o755 })
}
