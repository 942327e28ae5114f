#!/usr/bin/env node
import { buildDeb } from './fpm-deb.ts'
import { buildRpm } from './fpm-rpm.ts'

/**
 * Stands in for fpm, which is in no Debian: the words that electron-builder says to it (FpmTarget), done by dpkg-deb and
 * rpmbuild as fpm does them. Anything it does not know is an error, so that a new word is not lost.
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
  '--rpm-summary': 'summary',
  '--rpm-os': 'os',
  '--rpm-compression': 'compression',
  '--directories': 'directories',
}
const lists: Record<string, 'depends' | 'recommends'> = { '-d': 'depends', '--deb-recommends': 'recommends' }

export interface Asked {
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

const makers: Partial<Record<string, (asked: Asked) => void>> = { deb: buildDeb, rpm: buildRpm }
const asked = parse(process.argv.slice(2))
const make = makers[asked.said['target'] ?? '']
if (!make) throw new Error(`fpm's stand-in makes no ${asked.said['target'] ?? 'package'}`)
make(asked)
