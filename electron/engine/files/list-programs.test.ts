import { expect, it } from 'vitest'
import { StatPrinter } from './list-programs.ts'

/** What stat would print by the printer's own format. */
function printed(printer: StatPrinter, path: string, shown: string, mode = '81a4'): string {
  const values: Readonly<Record<string, string>> = {
    f: mode,
    s: '12',
    Y: '1795592036',
    u: '0',
    g: '7',
    U: 'root',
    G: 'UNKNOWN',
    n: path,
    N: shown,
  }
  return printer.format.replace(/%(\w)/g, (_all, letter: string) => values[letter] ?? '') + '\n'
}

it('reads files in pieces of any size', () => {
  const printer = new StatPrinter()
  const text = printed(printer, '/d/', '/d/', '41ed') + printed(printer, '/d/a\nb', '/d/a\nb')
  const found = text.split('').flatMap((letter) => printer.take(letter))
  found.push(...printer.take('', true))
  expect(found.map(({ path, entry }) => [path, entry.name, entry.kind])).toEqual([
    ['/d/', '', 'folder'],
    ['/d/a\nb', 'a\nb', 'file'],
  ])
  expect(found[1]?.entry).toMatchObject({
    bytes: 12,
    mode: 0o644,
    uid: 0,
    gid: 7,
    owner: 'root',
    group: null,
    modified: 1795592036000,
  })
})

it('reads where a link points to, as GNU and as BusyBox print it', () => {
  const printer = new StatPrinter()
  const gnu = printed(printer, "/d/it's -> x", "/d/it's -> x -> /target", 'a1ff')
  const busybox = printed(printer, '/d/l', "'/d/l' -> '../t'", 'a1ff')
  const targets = printer.take(gnu + busybox, true).map(({ entry }) => entry.target)
  expect(targets).toEqual(['/target', '../t'])
})

it('knows the kinds, and leaves out what is no line of its own', () => {
  const printer = new StatPrinter()
  const modes = ['1180', '21b6', '61b0', 'c1ff', '8fff']
  const text = modes.map((mode, at) => printed(printer, `/${at}`, '', mode)).join('')
  const found = printer.take(`stat: oops\n${text}`, true)
  expect(found.map(({ entry }) => entry.kind)).toEqual(['pipe', 'device', 'device', 'socket', 'file'])
  expect(found[4]?.entry.mode).toBe(0o7777)
  expect(new StatPrinter().take('find: unrecognized: -exec\n', true)).toEqual([])
})
