import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { silent } from '../../electron/base/log.ts'
import { DockerContext, windowsContext } from '../../electron/host/docker-context.ts'
import { WindowsContainers } from '../../electron/host/engines/windows.ts'
import { WindowsEngine } from '../../electron/machine/windows/engine.ts'
import { PowerShell } from '../../electron/machine/windows/powershell.ts'
import { failures, installFakeWindows, type InstalledWindows } from '../fakes/hyperv/install.ts'
import { EngineRoom } from '../fixtures/engine-room.ts'
import { WindowsEngineFixture } from '../fixtures/windows-engine.ts'
import { expectAccessibleInBothThemes } from './accessible.ts'
import { App } from './app.ts'
import { Table } from './pages/table.ts'
import { withApp } from './with-app.ts'

/** Windows' own engine in the page: a PowerShell that keeps state, and an engine that says that it is Windows'. */
let other: EngineRoom
let windows: InstalledWindows
let engine: WindowsEngineFixture
let shell: PowerShell
const app = withApp(() =>
  App.open({
    windows: async ({ dir, tools, env }, engineSocket) => {
      other = await EngineRoom.open()
      engine = new WindowsEngineFixture(path.join(dir, 'windows.sock'), other.native.socketPath)
      windows = await installFakeWindows(path.join(dir, 'windows'))
      shell = new PowerShell(windows.program)
      const program = path.join(dir, 'dockerd.exe')
      await writeFile(program, '')
      const own = new DockerContext({ tools, env, engineSocket, log: silent })
      await own.keep()
      return new WindowsContainers({
        engine: new WindowsEngine(shell, { BERTH_WINDOWS_ENGINE: engine.socketPath }),
        program,
        ownContext: own,
        context: (socket) =>
          new DockerContext({ tools, env, engineSocket: socket, name: windowsContext, log: silent }),
      })
    },
  }),
)
beforeAll(async () => {
  await other.run('there', ['sleep', '600'])
  await docker('context', 'use', 'berth')
})
afterAll(async () => {
  shell.close()
  await engine.stop()
  await other.close()
})

async function docker(...args: string[]): Promise<string> {
  const { tools, env } = app().tools
  return (await promisify(execFile)(path.join(tools, 'docker'), args, { env })).stdout.trim()
}

test('set up, switched to and back, and removed: the page asks nobody before it has said what will be done', async () => {
  const page = await app().visit('/containers')
  await page.getByRole('button', { name: /^Engine: Berth/ }).click()
  await page.getByRole('menuitem', { name: 'Set up or remove Windows containers…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Windows containers' })
  await dialog.getByText('Windows asks once for an administrator. Berth then:').waitFor()
  await dialog.getByText(/all that an administrator can/).waitFor()
  await expectAccessibleInBothThemes(page)

  windows.change((now) => void (now.fails = { elevate: failures.declined }))
  await dialog.getByRole('button', { name: 'Set up' }).click()
  await dialog.getByText(/Nobody let Berth set the engine for Windows containers up/).waitFor()
  await engine.start()
  await dialog.getByRole('button', { name: 'Set up' }).click()
  await dialog.getByText('Windows containers are set up. Switch to them in the top bar.').waitFor()
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click()
  expect(await docker('context', 'show')).toBe('berth')

  await page.getByRole('button', { name: /^Engine: Linux containers/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitemradio', { name: /^Windows containers/ }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Engine: Windows containers, answering' }).waitFor()
  await new Table(page, 'Containers', 'container').row('there').waitFor()
  await expect.poll(() => docker('context', 'show')).toBe('berth-windows')

  await page.getByRole('button', { name: /^Engine: Windows containers/ }).click()
  await page.getByRole('menuitem', { name: 'Set up or remove Windows containers…' }).click()
  await dialog.getByText('The engine for Windows containers runs').waitFor()
  await dialog.getByRole('radio', { name: /^Delete them, before Windows asks \(.*B\)/ }).check()
  await dialog.getByText('berth windows-containers remove --delete-data').waitFor()
  await expectAccessibleInBothThemes(page)
  await dialog.getByRole('radio', { name: /^Keep them/ }).check()
  await engine.stop()
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
  // The page goes back to Berth's own engine by itself, and begins anew.
  await page.getByRole('button', { name: /^Engine: Berth/ }).waitFor()
  await expect.poll(() => docker('context', 'ls', '--format', '{{.Name}}')).not.toContain('berth-windows')
  expect(await docker('context', 'show')).toBe('berth')
  expect(windows.read().engine).toMatchObject({ service: null, kept: true })
})
