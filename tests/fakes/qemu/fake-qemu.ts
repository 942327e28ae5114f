/**
 * A QEMU for tests at the process boundary: opens monitor and console where its command line says, speaks QMP and
 * prints as a guest does, and fails as the real one fails. What it does is in FAKE_QEMU, as JSON (see install.ts).
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import type { Scenario } from './install.ts'

const scenario = JSON.parse(process.env['FAKE_QEMU'] ?? '{}') as Scenario
const args = process.argv.slice(2)
const name = 'qemu-system-x86_64'

const accelerator = (valueOf('-accel') ?? '').split(',')[0] ?? ''
const said = scenario.says?.[accelerator]
if (said) fail(said)
if (scenario.portTakenOnce && !existsSync(scenario.portTakenOnce)) {
  writeFileSync(scenario.portTakenOnce, '')
  fail("-netdev user,id=net: Could not set up host forwarding rule 'tcp:127.0.0.1:1-:22'")
}

let running = false
let onConsole: (socket: Socket) => void
// A guest takes longer to say its first word than QEMU to let in who has knocked already.
const consoleOpened = new Promise<Socket>((resolve) => (onConsole = resolve))
const consoleServer = createServer((socket) => {
  socket.on('error', () => undefined)
  onConsole(socket)
})
consoleServer.listen(socketOf('console'))
const monitorServer = createServer(talk)
monitorServer.listen(socketOf('monitor'))

function talk(socket: Socket): void {
  socket.on('error', () => undefined)
  if (scenario.monitor === 'silent') return
  if (scenario.monitor === 'rubbish') {
    socket.write('HTTP/1.1 400 Bad Request\r\n\r\n')
    return
  }
  const send = (message: object): void => void socket.write(`${JSON.stringify(message)}\r\n`)
  send({ QMP: { version: { qemu: { major: 9, minor: 2, micro: 0 }, package: '' }, capabilities: [] } })
  let text = ''
  socket.on('data', (chunk) => {
    text += chunk.toString()
    const lines = text.split('\n')
    text = lines.pop() ?? ''
    for (const line of lines) answer(JSON.parse(line) as { execute: string; id: number }, send)
  })
}

function answer({ execute, id }: { execute: string; id: number }, send: (message: object) => void): void {
  if (scenario.refuses === execute) {
    send({ error: { class: 'GenericError', desc: `${execute} is not for now` }, id })
    return
  }
  const value = execute === 'query-status' ? { status: running ? 'running' : 'paused', running } : {}
  send({ return: value, id })
  switch (execute) {
    case 'cont':
      running = true
      send({ event: 'RESUME', data: {}, timestamp: { seconds: 0, microseconds: 0 } })
      boot(send)
      break
    case 'system_powerdown':
      send({ event: 'SHUTDOWN', data: { guest: true, reason: 'guest-shutdown' } })
      process.exit(0)
      break
    case 'quit':
      process.exit(0)
  }
}

function boot(send: (message: object) => void): void {
  if (scenario.hangs?.includes(accelerator)) return
  // Once: a `cont` after a full disk starts no second guest.
  const text = scenario.prints ?? 'berth: mark init 0.5\r\n'
  scenario.prints = ''
  void consoleOpened.then((socket) => socket.write(text))
  if (scenario.fullDisk) {
    scenario.fullDisk = false
    send({
      event: 'BLOCK_IO_ERROR',
      data: { operation: 'write', action: 'stop', nospace: true, reason: 'No space left' },
    })
    send({ event: 'STOP', data: {} })
  }
}

function valueOf(option: string): string | undefined {
  const at = args.indexOf(option)
  return at < 0 ? undefined : args[at + 1]
}

/** The path of the chardev `id`, with its doubled commas undone. */
function socketOf(id: string): string {
  const found = args.find((arg) => arg.startsWith(`socket,id=${id},`))
  const path = /path=((?:[^,]|,,)*)/.exec(found ?? '')?.[1]?.replaceAll(',,', ',') ?? fail(`no chardev ${id}`)
  rmSync(path, { force: true })
  return path
}

function fail(words: string): never {
  process.stderr.write(`${name}: ${words}\n`)
  process.exit(1)
}
