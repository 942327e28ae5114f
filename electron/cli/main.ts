import { enableCompileCache } from 'node:module'
import path from 'node:path'
import { findInstallation } from '../base/installation.ts'
import { contextOf } from './context.ts'
import { run } from './run.ts'
import { processTerminal } from './terminal.ts'

/** The berth command's entry: as a bundle in `dist`, or as it stands here. */
enableCompileCache()
const bundled = import.meta.filename.endsWith('.js')
const host = bundled
  ? path.join(import.meta.dirname, 'host.js')
  : path.resolve(import.meta.dirname, '..', 'host', 'main.ts')
const terminal = processTerminal()

process.exitCode = await run(
  process.argv.slice(2),
  terminal,
  () => contextOf(terminal, import.meta.dirname, host),
  async () => (await findInstallation(import.meta.dirname, terminal.env)).version,
)
