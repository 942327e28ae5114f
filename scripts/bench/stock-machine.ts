import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import net, { type AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { nativeArch, type Report } from '../assets/build.ts'
import { ensureStock, type Stock } from '../assets/stock.ts'

/** Milliseconds that the peer may take to answer; under emulation it takes minutes. */
const deadlineMs = 600_000

/** A stock kernel of several processors panics now and then under emulation, where it patches itself as they start. */
const mostAttempts = 3

class StockEnded extends Error {}

/** Asks until the engine answers, inside the guest: the peer pays for no forward of ours. */
const askEngine =
  'until curl -sf -o /dev/null --unix-socket /run/docker.sock http://engine/_ping; do sleep 0.05; done'

/** The peer: stock Alpine with its own initramfs and OpenRC, on a disk of its own that it keeps from start to start. */
export class StockMachine {
  readonly #stock: Stock
  readonly #dir: string
  readonly #cpus: number
  readonly #memoryMiB: number
  #qemu: ChildProcess | null = null
  #port = 0

  private constructor(stock: Stock, dir: string, size: { cpus: number; memoryMiB: number }) {
    this.#stock = stock
    this.#dir = dir
    this.#cpus = size.cpus
    this.#memoryMiB = size.memoryMiB
  }

  /** `size`: as Berth's own machine has */
  static async prepare(size: { cpus: number; memoryMiB: number }, say: Report): Promise<StockMachine> {
    const stock = await ensureStock(nativeArch(), say)
    const dir = await mkdtemp(path.join(os.tmpdir(), 'berth-stock-'))
    const overlay = [
      'create',
      '-q',
      '-f',
      'qcow2',
      '-F',
      'qcow2',
      '-b',
      stock.disk,
      path.join(dir, 'disk.qcow2'),
    ]
    await execa('qemu-img', overlay)
    return new StockMachine(stock, dir, size)
  }

  /** Starts it; milliseconds from QEMU's start until its engine answers. A start whose kernel panicked is not counted. */
  async start(): Promise<number> {
    for (let attempt = 1; ; attempt += 1)
      try {
        return await this.#startOnce()
      } catch (error) {
        if (!(error instanceof StockEnded) || attempt === mostAttempts) throw error
      }
  }

  async #startOnce(): Promise<number> {
    this.#port = await freePort()
    const began = performance.now()
    const qemu = spawn('qemu-system-x86_64', this.#args(), { stdio: ['ignore', 'ignore', 'inherit'] })
    this.#qemu = qemu
    const ended = new Promise<never>((_, reject) => {
      qemu.once('exit', (code, signal) =>
        reject(new StockEnded(`stock QEMU ended (${signal ?? String(code)})`)),
      )
    })
    ended.catch(() => undefined)
    await Promise.race([this.#untilAnswers(began + deadlineMs), ended])
    return performance.now() - began
  }

  async stop(): Promise<void> {
    const qemu = this.#qemu
    if (!qemu || qemu.exitCode !== null) return
    const gone = new Promise((resolve) => qemu.once('exit', resolve))
    await this.#ssh('poweroff')
    const timer = setTimeout(() => qemu.kill('SIGKILL'), 120_000)
    await gone
    clearTimeout(timer)
    this.#qemu = null
  }

  async remove(): Promise<void> {
    this.#qemu?.kill('SIGKILL')
    await rm(this.#dir, { recursive: true, force: true })
  }

  #args(): string[] {
    return [
      ...['-M', 'q35,vmport=off', '-accel', 'tcg,thread=multi,tb-size=512', '-cpu', 'max'],
      ...['-m', String(this.#memoryMiB), '-smp', String(this.#cpus)],
      ...['-nodefaults', '-no-user-config', '-no-reboot', '-display', 'none', '-rtc', 'base=utc'],
      ...['-serial', `file:${path.join(this.#dir, 'console.log')}`],
      ...['-kernel', this.#stock.kernel, '-initrd', this.#stock.initrd],
      // A panic restarts at once, and with -no-reboot ends QEMU: nobody waits for a dead kernel.
      ...['-append', `console=ttyS0 panic=-1 ${this.#stock.commandLine}`],
      ...['-drive', `file=${path.join(this.#dir, 'disk.qcow2')},if=virtio,discard=unmap,detect-zeroes=unmap`],
      ...['-netdev', `user,id=net0,hostfwd=tcp:127.0.0.1:${this.#port}-:22`],
      ...['-device', 'virtio-net-pci,netdev=net0', '-device', 'virtio-rng-pci'],
    ]
  }

  async #untilAnswers(until: number): Promise<void> {
    while (performance.now() < until) {
      if ((await this.#ssh(askEngine)) === 0) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`Stock Alpine did not answer within ${deadlineMs / 1000} s; its console: ${this.#dir}`)
  }

  async #ssh(command: string): Promise<number> {
    const options = [
      'BatchMode=yes',
      'StrictHostKeyChecking=no',
      'UserKnownHostsFile=/dev/null',
      'LogLevel=ERROR',
    ]
    const args = [...options.flatMap((option) => ['-o', option]), '-F', '/dev/null', '-i', this.#stock.key]
    const target = ['-p', String(this.#port), 'root@127.0.0.1', command]
    const { exitCode } = await execa('ssh', [...args, ...target], { reject: false, stdin: 'ignore' })
    return exitCode ?? 255
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
