/**
 * A vfkit for tests at the process boundary: reads the command line as the real one does, keeps its machine's state, serves
 * its REST socket and vsock ports, and fails as the real one fails. Behind it runs a real machine under QEMU. What it does
 * beside that is in FAKE_VFKIT, as JSON (see install.ts).
 */
import { rmSync } from 'node:fs'
import { createServer as httpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, createServer } from 'node:net'
import { parse, type CommandLine } from './command-line.ts'
import { invalid, validate } from './configuration.ts'
import type { Scenario } from './install.ts'
import { boot, type Machine } from './qemu.ts'

const scenario = JSON.parse(process.env['FAKE_VFKIT'] ?? '{}') as Scenario
let state = 'Starting'

const line = attempt(() => {
  const read = parse(process.argv.slice(2))
  log('info', 'virtual machine parameters:')
  log('info', `\\tvCPUs: ${read.cpus}`)
  validate(read, scenario.architecture ?? 'x86_64')
  if (scenario.unsigned)
    throw invalid('The process doesn’t have the “com.apple.security.virtualization” entitlement.')
  return read
})
if (!scenario.restComesLate) serveRest(line)
const machine = await boot(line).catch((error: unknown) => fail(error))
void machine.ended.then(({ code, signal }) => {
  rmSync(line.restSocket, { force: true })
  if (signal !== null || code !== 0) fail(new Error('virtualization error: hypervisor virtualization error'))
  log('info', 'VM is stopped')
  process.exit(0)
})
state = 'Running'
log('info', 'virtual machine is running')
for (const vsock of line.vsocks) exposeVsock(vsock, machine)
log('info', 'waiting for VM to stop')
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.on(signal, () => {
    process.stderr.write(
      `captured ${signal === 'SIGTERM' ? 'terminated' : 'interrupt'}, calling exit handlers and exiting..\n`,
    )
    void machine.qmp.run('system_powerdown')
    setTimeout(() => {
      log('warning', 'failed to wait for VM stop: timeout waiting for VM state, forcing stop')
      void machine.qmp.run('quit').catch(() => undefined)
    }, 5000)
  })

function serveRest({ restSocket }: CommandLine): void {
  const server = httpServer((request, response) => {
    if (request.url !== '/vm/state') {
      answer(response, 404, '404 page not found')
      return
    }
    if (request.method === 'GET')
      answer(response, 200, { state: `VirtualMachineState${state}`, ...abilities() })
    else void change(request, response)
  })
  server.on('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'address already in use' : 'no such file or directory'
    log('fatal', `listen unix ${restSocket}: bind: ${why}`)
    process.exit(1)
  })
  server.listen(restSocket)
}

function abilities(): object {
  const running = state === 'Running'
  return {
    canStart: false,
    canPause: running,
    canResume: state === 'Paused',
    canStop: running,
    canHardStop: true,
  }
}

async function change(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  const asked = (JSON.parse(text) as { state: string }).state
  const refuse = (why: string): void => {
    log('error', `failed action ${asked}: "${why}"`)
    answer(response, 500, { error: why })
  }
  const wrong = `Error Domain=VZErrorDomain Code=3 Description="Invalid virtual machine state transition."`
  const qmp = machine.qmp
  if (asked === 'Pause' && state === 'Running') {
    if (scenario.refusesPause) {
      refuse(wrong)
      return
    }
    await qmp.run('stop')
    state = 'Paused'
  } else if (asked === 'Resume' && state === 'Paused') {
    await qmp.run('cont')
    state = 'Running'
  } else if (asked === 'Stop' && state === 'Running') {
    await qmp.run('system_powerdown')
  } else if (asked === 'HardStop') {
    // The machine and with it vfkit are gone before there is an answer (crc-org/vfkit#277).
    if (scenario.survivesHardStop) return
    await qmp.run('quit').catch(() => undefined)
    return
  } else {
    refuse(['Pause', 'Resume', 'Stop'].includes(asked) ? wrong : `invalid new VMState: ${asked}`)
    return
  }
  response.writeHead(202).end()
}

/** The framework's vsock knows no half of a connection: who ends one way has ended it. */
function exposeVsock({ port, path, listen }: CommandLine['vsocks'][number], { sshPort }: Machine): void {
  log('info', `Exposing vsock port ${port} on ${path}${listen ? ' (listening)' : ''}`)
  if (listen) return
  const server = createServer((client) => {
    const guest = connect(sshPort, '127.0.0.1')
    for (const [from, to] of [
      [client, guest],
      [guest, client],
    ] as const) {
      from.on('error', () => undefined)
      from.once('close', () => to.destroy())
      from.pipe(to)
    }
  })
  server.on('error', (error) => log('warning', `error exposing vsock port ${port}: ${error.message}`))
  server.listen(path)
}

function answer(response: ServerResponse, status: number, body: object | string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(typeof body === 'string' ? body : JSON.stringify(body))
}

function log(level: string, message: string): void {
  process.stderr.write(
    `time="${new Date().toISOString()}" level=${level} msg="${message.replaceAll('"', '\\"')}"\n`,
  )
}

function attempt<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    return fail(error)
  }
}

/** As cobra ends a command: its error, all that it could have been told, and from main() the error again. */
function fail(error: unknown): never {
  const words = error instanceof Error ? error.message : String(error)
  process.stderr.write(
    `Error: ${words}\nUsage:\n  vfkit [flags]\n\nFlags:\n  -b, --bootloader stringSlice   bootloader configuration\n\n${words}\n`,
  )
  process.exit(1)
}
