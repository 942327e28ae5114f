#!/usr/bin/env node
// Stands for ssh at the process boundary. It goes where the engine of a test is (FAKE_SSH_ENGINE, a socket) as the docker
// command at the other end does, notes its arguments (FAKE_SSH_NOTES), and fails in OpenSSH's own words (FAKE_SSH_FAILS).
import { appendFileSync } from 'node:fs'
import { connect } from 'node:net'

const failures: Readonly<Record<string, readonly [code: number, words: string]>> = {
  login: [255, 'me@box: Permission denied (publickey,password).'],
  key: [
    255,
    'No ED25519 host key is known for box and you have requested strict checking.\r\nHost key verification failed.',
  ],
  name: [255, 'ssh: Could not resolve hostname box: Name or service not known'],
  refused: [255, 'ssh: connect to host box port 22: Connection refused'],
  docker: [127, 'bash: line 1: docker: command not found'],
  engine: [
    1,
    'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
  ],
}

const { FAKE_SSH_ENGINE: engine, FAKE_SSH_NOTES: notes, FAKE_SSH_FAILS: fails } = process.env
if (notes) appendFileSync(notes, `${JSON.stringify(process.argv.slice(2))}\n`)
const failure = failures[fails ?? '']
if (failure) {
  process.stderr.write(`Warning: something that is no reason\r\n${failure[1]}\r\n`, () =>
    process.exit(failure[0]),
  )
} else {
  const socket = connect({ path: engine ?? '', allowHalfOpen: true })
  process.stdin.pipe(socket)
  socket.pipe(process.stdout)
  // What it has still to say goes out first, as of the real one.
  socket.on('close', () => process.stdout.write('', () => process.exit(0)))
  socket.on('error', (error) => {
    process.stderr.write(`${error.message}\n`, () => process.exit(1))
  })
}
