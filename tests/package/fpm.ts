#!/usr/bin/env node
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/**
 * Stands in for fpm, which is in no Debian: the words that electron-builder says to it (FpmTarget), done by dpkg-deb. Anything
 * it does not know is an error, so that a new word is not lost.
 */
const single: Record<string, string> = {
  '-s': 'source',
  '-t': 'target',
  '--architecture': 'architecture',
  '--name': 'name',
  '--version': 'version',
  '--maintainer': 'maintainer',
  '--vendor': 'vendor',
  '--url': 'url',
  '--description': 'description',
  '--license': 'license',
  '--package': 'package',
  '--after-install': 'postinst',
  '--before-remove': 'prerm',
  '--after-remove': 'postrm',
  '--deb-compression': 'compression',
  '--deb-priority': 'priority',
  '--category': 'category',
}
const lists: Record<string, 'depends' | 'recommends'> = { '-d': 'depends', '--deb-recommends': 'recommends' }

interface Asked {
  readonly said: Record<string, string>
  readonly depends: string[]
  readonly recommends: string[]
  readonly files: [from: string, to: string][]
}

function parse(args: string[]): Asked {
  const asked: Asked = { said: {}, depends: [], recommends: [], files: [] }
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? ''
    const value = (): string => args[(at += 1)] ?? ''
    const [name, list] = [single[word], lists[word]]
    if (name) asked.said[name] = value()
    else if (list) asked[list].push(value())
    else if (word === '--force') continue
    else if (!word.startsWith('-') && word.includes('=')) {
      const cut = word.lastIndexOf('=')
      asked.files.push([word.slice(0, cut), word.slice(cut + 1)])
    } else throw new Error(`fpm's stand-in does not know ${word}`)
  }
  return asked
}

function buildDeb({ said, depends, recommends, files }: Asked): void {
  if (said['target'] !== 'deb') throw new Error(`fpm's stand-in makes no ${said['target'] ?? 'package'}`)
  const root = mkdtempSync(path.join(os.tmpdir(), 'berth-deb-'))
  try {
    for (const [from, to] of files) {
      mkdirSync(path.join(root, path.dirname(to)), { recursive: true })
      // A folder is meant with what is in it, a link as a link, wherever it leads.
      execFileSync('cp', ['-aT', from, path.join(root, to)])
    }
    execFileSync('chmod', ['-R', 'go+rX,go-w', root])
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

buildDeb(parse(process.argv.slice(2)))
