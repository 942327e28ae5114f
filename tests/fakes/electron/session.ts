import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

type PermissionRequest = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>
type PermissionCheck = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>
type DeviceCheck = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>
type MediaRequest = NonNullable<Parameters<Electron.Session['setDisplayMediaRequestHandler']>[0]>
type Answer = (request: Request) => Response | Promise<Response>

class FakeProtocol {
  readonly test = { schemes: [] as Electron.CustomScheme[], handlers: new Map<string, Answer>() }

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    this.test.schemes.push(...schemes)
  }

  handle(scheme: string, answer: Answer): void {
    this.test.handlers.set(scheme, answer)
  }
}

export const protocol = new FakeProtocol()
export type HeldProtocol = Held<Faithful<FakeProtocol, Electron.Protocol>, FakeProtocol>

class FakeSession extends Emitter {
  readonly protocol = protocol
  readonly test = {
    request: null as PermissionRequest | null,
    check: null as PermissionCheck | null,
    device: null as DeviceCheck | null,
    media: null as MediaRequest | null,
  }

  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    this.test.request = handler
  }

  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    this.test.check = handler
  }

  setDevicePermissionHandler(handler: DeviceCheck | null): void {
    this.test.device = handler
  }

  setDisplayMediaRequestHandler(handler: MediaRequest | null): void {
    this.test.media = handler
  }
}

export const session = { defaultSession: new FakeSession(), fromPartition: () => new FakeSession() }
export type HeldSession = Held<Faithful<FakeSession, Electron.Session, 'protocol'>, FakeSession>
