import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, it } from 'vitest'
import { faultsOf, type Rules } from '../../../tests/lint/powershell.ts'
import { alone, scriptFile, scriptNames, scriptText } from './script-files.ts'

const functions = ['Find-Machine', 'Get-Fact']
const rulesOf = (name: string): Rules => ({
  functions,
  ...(name === 'serve' && { serves: true }),
  ...((alone as readonly string[]).includes(name) && { functions: [], alone: true }),
})

it.each(scriptNames)('%s.ps1 keeps the rules', async (name) => {
  expect(await faultsOf(scriptText(name), rulesOf(name))).toEqual([])
})

it('there is no script beside those that are known', async () => {
  const there = await readdir(path.join(import.meta.dirname, 'scripts'))
  expect(there.sort()).toEqual(scriptNames.map((name) => `${name}.ps1`).sort())
})

const head = '# A test.\nparam([Parameter(Mandatory = $true)][string] $Name)\n'
const answer = '\n[ordered]@{ done = $true }\n'
it.each([
  ['Get-VM -Name $Name', 'Get-VM is not qualified by its module Hyper-V'],
  ['VMware\\Get-VM -Name $Name', 'Get-VM is of Hyper-V, not of VMware'],
  ['Hyper-V\\Get-VMs -Name $Name', 'is not among the cmdlets'],
  ['Hyper-V\\Get-VM -Nam $Name', 'not known to have a parameter Nam'],
  ['Hyper-V\\Resize-VHD -Path $Name', 'is not among the cmdlets'],
  ['Invoke-Expression $Name', 'is not among the cmdlets'],
  ['iex $Name', 'is not among the cmdlets'],
  ['& $Name', 'runs what is only known when it runs'],
  ['. $Name', 'runs what is only known when it runs'],
  ['[scriptblock]::Create($Name).Invoke()', '[scriptblock] makes scripts of texts'],
  ['[powershell]::Create()', '[powershell] makes scripts of texts'],
  ['Hyper-V\\Get-VM -Name "berth-$Name"', 'a string is put together of others'],
  ['Hyper-V\\Get-VM -Name "$($Name)x"', 'a string is put together of others'],
  ["Hyper-V\\Get-VM -Name ('berth-' + $Name)", 'a string is put together by +'],
  ["Hyper-V\\Get-VM -Name ('berth-{0}' -f $Name)", 'a string is put together by -f'],
  ["Hyper-V\\Get-VM -Name ($Name -join ',')", 'a string is put together by -join'],
  ['if ($Name) { return 3 }', 'returns something else than an answer'],
  ['if ($Name) {', 'the syntax is wrong'],
])('%s breaks a rule', async (line, sentence) => {
  expect((await faultsOf(`${head}${line}${answer}`, rulesOf('x'))).join()).toContain(sentence)
})

it('a script begins with its parameters, says what it does, and ends with an answer', async () => {
  expect(await faultsOf(`${head}$a = 1${answer}`, rulesOf('x'))).toEqual([])
  expect((await faultsOf(`${head}$a = 1\n`, rulesOf('x'))).join()).toContain('does not end with an answer')
  expect((await faultsOf(`# A test.\n$a = 1${answer}`, rulesOf('x'))).join()).toContain(
    'begin with its parameters',
  )
  expect((await faultsOf(`param()${answer}`, rulesOf('x'))).join()).toContain('does not say what it does')
})

it.each([
  ["$ErrorActionPreference = 'Stop'", 'goes on after an error'],
  ['-Compress ', 'one line of JSON'],
  ['error = $null; ', 'no field for an error'],
  ['@data', 'only known when it runs'],
])('serve.ps1 without %s breaks a rule', async (words, sentence) => {
  const spoilt = scriptText('serve').replace(words, '')
  expect((await faultsOf(spoilt, rulesOf('serve'))).join()).toContain(sentence)
})

it('scripts are found beside sources, beside a bundle, and beside the packaged command', async () => {
  const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-scripts-'))
  try {
    expect(scriptFile('set-up')).toBe(path.join(import.meta.dirname, 'scripts', 'set-up.ps1'))
    for (const place of ['dist/hyperv', 'resources/command/hyperv']) {
      await mkdir(path.join(dir, place), { recursive: true })
      await writeFile(path.join(dir, place, 'set-up.ps1'), '')
    }
    expect(scriptFile('set-up', path.join(dir, 'dist'))).toBe(path.join(dir, 'dist/hyperv/set-up.ps1'))
    for (const from of ['resources/app.asar', 'resources/command'])
      expect(scriptFile('set-up', path.join(dir, from))).toBe(
        path.join(dir, 'resources/command/hyperv/set-up.ps1'),
      )
  } finally {
    await rm(dir, { recursive: true })
  }
})
