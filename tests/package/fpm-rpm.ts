import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  globSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { layOut } from './fpm-files.ts'
import type { Asked } from './fpm.ts'

/** fpm's names for its scripts, and rpm's. */
const scripts = { postinst: 'post', prerm: 'preun', postrm: 'postun' }

/**
 * An RPM package of what fpm was asked, by the same spec in what counts: scripts as they are given, files without their
 * folders but for those that were named. Packed quickly instead of small. Beside it lies the next version of the same.
 */
export function buildRpm(asked: Asked): void {
  const work = mkdtempSync(path.join(os.tmpdir(), 'berth-rpm-'))
  try {
    const root = path.join(work, 'root')
    layOut(asked.files, root)
    const target = asked.said['package'] ?? ''
    build(asked, asked.said['version'] ?? '', work, target)
    build(asked, '9.9.9', work, target.replace(/\.rpm$/, '.next.rpm'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

function build(asked: Asked, version: string, work: string, target: string): void {
  const spec = path.join(work, 'berth.spec')
  writeFileSync(spec, specOf(asked, version, path.join(work, 'root')))
  const defines = [
    `_topdir ${work}`,
    `_rpmdir ${work}/made`,
    '_binary_payload w1.gzdio',
    '_build_id_links none',
  ]
  execFileSync('rpmbuild', ['-bb', ...defines.flatMap((each) => ['--define', each]), spec], { stdio: 'pipe' })
  const [made = ''] = globSync(`${work}/made/**/*.rpm`)
  copyFileSync(made, target)
  rmSync(path.join(work, 'made'), { recursive: true })
}

function specOf({ said, depends }: Asked, version: string, root: string): string {
  const owned = said['directories'] ?? ''
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).map((entry) => ({
    name: `/${path.relative(root, path.join(entry.parentPath, entry.name))}`,
    isDir: entry.isDirectory(),
  }))
  const files = entries.flatMap(({ name, isDir }) => {
    const quoted = `"${name.replaceAll('%', '%%')}"`
    if (!isDir) return [quoted]
    return owned !== '' && (name === owned || name.startsWith(`${owned}/`)) ? [`%dir ${quoted}`] : []
  })
  return [
    '%define __spec_install_post true',
    `Name: ${said['name'] ?? ''}`,
    `Version: ${version}`,
    'Release: 1',
    `Summary: ${said['summary'] ?? said['description'] ?? ''}`,
    `License: ${said['license'] ?? 'unknown'}`,
    `Vendor: ${said['vendor'] ?? ''}`,
    `Packager: ${said['maintainer'] ?? ''}`,
    ...(said['url'] ? [`URL: ${said['url']}`] : []),
    'AutoReqProv: no',
    ...depends.map((each) => `Requires: ${each}`),
    `%description\n${said['description'] ?? ''}`,
    // Its folder is emptied before, so the files are brought there by links.
    `%install\ncp -alT '${root}' %{buildroot}`,
    ...Object.entries(scripts).flatMap(([ours, theirs]) =>
      said[ours] ? [`%${theirs}\n${readFileSync(said[ours], 'utf8')}`] : [],
    ),
    '%files',
    '%defattr(-,root,root,-)',
    ...files,
    '',
  ].join('\n')
}
