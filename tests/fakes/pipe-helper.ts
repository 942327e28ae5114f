#!/usr/bin/env node
/** The pipe helper's words without its pipe: it says what it was told, and fails for a name that is "taken". */
import { appendFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const args = process.argv.slice(2)
const file = process.env['FAKE_PIPE_LOG'] ?? ''
const value = (name: string): string => args[args.indexOf(name) + 1] ?? ''
const pipe = args.includes('--pipe') ? value('--pipe') : '\\\\.\\pipe\\docker_engine'
const say = (event: object): void => void process.stdout.write(`${JSON.stringify(event)}\n`)
if (pipe === 'taken') {
  say({ event: 'failed', error: 'taken cannot be served: another program serves it' })
  process.exit(1)
}
say({ event: 'listening', pipe })
for await (const line of createInterface({ input: process.stdin })) {
  appendFileSync(file, `${pipe} ${line}\n`)
  if (line.includes('die')) process.exit(2)
}
appendFileSync(file, `${pipe} end\n`)
