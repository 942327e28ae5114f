import { readFile } from 'node:fs/promises'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as StandIn from '../fakes/electron/index.ts'

/**
 * A program for tests: runs a packaged main process on plain Node, with the stand-in for Electron, until its updater has looked
 * for an update; prints what came of it as JSON. Arguments: the unpacked application, its resources, its home.
 */
const [app = '', resources = '', home = ''] = process.argv.slice(2)
const standIn = import.meta.resolve('../fakes/electron/index.ts')
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
})
Object.assign(process, { resourcesPath: resources, argv: ['/opt/Berth/berth-desktop', '--hidden'] })
Object.assign(process.env, { BERTH_HOME: home, APPIMAGE: path.join(home, 'Berth.AppImage') })
const electron = (await import(standIn)) as typeof StandIn
await import(pathToFileURL(path.join(app, 'main.js')).href)

const log = (): Promise<string> => readFile(path.join(home, 'logs', 'desktop.log'), 'utf8').catch(() => '')
while (!(await log()).includes('Checking for update')) {
  await new Promise((resolve) => setTimeout(resolve, 50))
  // Nothing is chosen before there is a menu, or looked for before the updater is loaded.
  electron.Menu.test.application?.test.click('Help', 'Check for updates…')
}
const page = await electron.protocol.test.handlers.get('app')?.(new Request('app://berth/'))
const answer = {
  window: electron.windows[0]?.webContents.mainFrame.url,
  status: page?.status,
  html: await page?.text(),
  host: path.relative(app, electron.utilityProcess.test.forked[0]?.test.program ?? ''),
}
process.stdout.write(JSON.stringify(answer), () => process.exit(0))
