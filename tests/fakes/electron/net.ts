import http from 'node:http'
import type * as Electron from 'electron'
import { Emitter } from './events.ts'
import type { Faithful, Held } from './faithful.ts'

/** Electron's requests, made by Node: to loopback, and without what only Chromium's session has. */
export const net = {
  test: { asked: [] as string[] },
  request(options: Electron.ClientRequestConstructorOptions | string): Electron.ClientRequest {
    if (typeof options === 'string') throw new Error('Nobody asks by an address alone.')
    const { session: _session, redirect: _redirect, ...rest } = options
    net.test.asked.push(options.path ?? '')
    // What is asked of it is the same for both: headers, events, end and abort.
    return http.request({
      ...(rest as http.RequestOptions),
      agent: false,
    }) as unknown as Electron.ClientRequest
  },
}
export type HeldNet = Held<Faithful<typeof net, Electron.Net>, typeof net>

/** What electron-updater tells of its own doing. */
export const autoUpdater = new Emitter()
