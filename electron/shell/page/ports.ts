import { ipcMain, MessageChannelMain, type MessagePortMain, type WebFrameMain } from 'electron'
import { portGiven, portLost, portWanted } from '../../api/port/names.ts'
import type { Log } from '../../base/log.ts'
import type { Topic } from '../../base/topic.ts'
import type { HostState } from '../host-process.ts'
import { isPageFrame } from '../origin.ts'

/**
 * Hands the page a port to its host whenever it asks for one. It is the only message that the main process takes, and it
 * takes it from the page's own main frame alone. A page has one port at a time.
 */
export function servePorts(
  host: { connect(port: MessagePortMain, caller: 'browser'): void; readonly changes: Topic<HostState> },
  log: Log,
): void {
  const given = new Map<number, { port: MessagePortMain; frame: WebFrameMain }>()
  let wasUp = false
  host.changes.subscribe(({ kind }) => {
    if (wasUp && kind !== 'up')
      for (const { frame } of given.values()) if (!frame.detached) frame.postMessage(portLost, null)
    wasUp = kind === 'up'
  })
  ipcMain.on(portWanted, ({ sender, senderFrame }) => {
    if (!isPageFrame(senderFrame)) {
      log.warn({ sender: sender.id }, 'a frame that is not the page asked for a port')
      return
    }
    given.get(sender.id)?.port.close()
    if (!given.has(sender.id)) sender.once('destroyed', () => given.delete(sender.id))
    const { port1, port2 } = new MessageChannelMain()
    given.set(sender.id, { port: port2, frame: senderFrame })
    host.connect(port2, 'browser')
    senderFrame.postMessage(portGiven, null, [port1])
  })
}
