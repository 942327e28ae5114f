import type * as Electron from 'electron'
import { Emitter, preventable } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

/** Electron's `app` as far as Berth asks for it. */
export class FakeApp extends Emitter {
  readonly isPackaged = true
  readonly test = {
    /** as if another app of this home were there already */
    alone: true,
    languages: ['en-GB'],
    appId: null as string | null,
    paths: {} as Record<string, string>,
    sandboxed: false,
    schemes: [] as string[],
    loginItems: [] as Electron.Settings[],
    relaunched: [] as Electron.RelaunchOptions[],
    exited: null as number | null,
    /** closes what is open, as quitting does */
    closeWindows: (): void => undefined,
  }

  whenReady(): Promise<void> {
    return Promise.resolve()
  }

  getVersion(): string {
    return '1.0.0'
  }

  getName(): string {
    return 'Berth'
  }

  getPath(name: string): string {
    return this.test.paths[name] ?? ''
  }

  setPath(name: string, path: string): void {
    this.test.paths[name] = path
  }

  setAppUserModelId(id: string): void {
    this.test.appId = id
  }

  enableSandbox(): void {
    this.test.sandboxed = true
  }

  requestSingleInstanceLock(): boolean {
    return this.test.alone
  }

  getPreferredSystemLanguages(): string[] {
    return this.test.languages
  }

  setAsDefaultProtocolClient(scheme: string): boolean {
    this.test.schemes.push(scheme)
    return true
  }

  setLoginItemSettings(settings: Electron.Settings): void {
    this.test.loginItems.push(settings)
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.test.relaunched.push(options)
  }

  quit(): void {
    const event = preventable({})
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.test.closeWindows()
    this.exit(0)
  }

  exit(code = 0): void {
    this.test.exited ??= code
    this.emit('quit', {}, code)
  }
}

export const app = new FakeApp()
export type HeldApp = Held<Faithful<FakeApp, Electron.App>, FakeApp>
