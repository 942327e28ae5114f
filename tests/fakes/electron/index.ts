/**
 * A stand-in for the `electron` module in its main process, for computers that have no Electron: it keeps what was asked of
 * it, and each part is held to Electron's own types (`faithful.ts`). Under `test` each part has what tests lead it by.
 */
export { app } from './app.ts'
export { ipcMain } from './ipc.ts'
export { FakeImage as NativeImage, FakeMenu as Menu, FakeTray as Tray, nativeImage } from './menu.ts'
export { autoUpdater, net } from './net.ts'
export { FakeChannelMain as MessageChannelMain } from './ports.ts'
export { protocol, session } from './session.ts'
export {
  clipboard,
  dialog,
  FakeNotification as Notification,
  nativeTheme,
  powerMonitor,
  screen,
  shell,
} from './system.ts'
export { utilityProcess } from './utility.ts'
export { bases, FakeBase as BaseWindow, FakeWindow as BrowserWindow, windows } from './window.ts'
