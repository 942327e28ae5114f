import { app, dialog, protocol } from 'electron'
import { appId } from './base/app-id.ts'
import { toBerthError } from './base/errors.ts'
import { prepareHome } from './base/home.ts'
import { openLog } from './base/open-log.ts'
import { berthHome, desktopSystem, pathsOf } from './base/paths.ts'
import { pageScheme } from './shell/origin.ts'
import { runShell } from './shell/shell.ts'

/**
 * The desktop app's entry: what must be said before Electron is ready, and then the shell. Electron is not ready before
 * this module has run to its end, so being ready must not be awaited here.
 */
process.umask(0o077)
const paths = pathsOf(berthHome())

// One app per home, as there is one host: Chromium's own files, and the lock on them, lie in the home, too.
app.setPath('userData', paths.desktopProfile)
// Windows shows notifications, and one button in the taskbar, only of an app whose id its shortcut has, too.
if (desktopSystem === 'windows') app.setAppUserModelId(appId)
app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  {
    scheme: pageScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
])

if (app.requestSingleInstanceLock())
  app
    .whenReady()
    .then(async () => {
      await prepareHome(paths)
      const log = openLog(paths.desktopLog)
      await runShell({ dir: import.meta.dirname, paths, argv: process.argv, env: process.env, log })
    })
    .catch((thrown: unknown) => {
      const { message, hint } = toBerthError(thrown)
      dialog.showErrorBox(message, hint)
      app.exit(1)
    })
else app.quit()
