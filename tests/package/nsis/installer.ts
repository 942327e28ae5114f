import { execFile } from 'node:child_process'
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { Arch, build, Platform } from 'electron-builder'
import { configOf } from '../../../scripts/release/config.ts'
import { drawAppIcons } from '../../../scripts/release/icons.ts'
import { iconsDir, resourcesDir } from '../../../scripts/release/layout.ts'

const run = promisify(execFile)
const plugins = ['StdUtils', 'Nsis7z', 'SpiderBanner', 'WinShell']
const makensis = `#!/bin/sh
# Debian's makensis; for 64 bits, since a 64-bit Wine is all that a single-architecture Debian has.
NSISDIR=/usr/share/nsis exec /usr/bin/makensis "-XTarget amd64-unicode" "-X!addplugindir /amd64-unicode @PLUGINS@" "$@"
`
/** Unpacks an archive into a folder, then says beside it that it has. */
const unpack = '#!/bin/sh\n/usr/bin/7za x -y -bd "-o$1" "$2" >/dev/null\n: >"$1.done"\n'
/** As in the stand-in for Linux, in a program that Windows takes for one. */
const standIn = `
#include <stdio.h>
__attribute__((used)) static const char wire[] = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX" "\\x01\\x09" "101000010";
int main(void) { fputs("This is a stand-in for Electron.", stderr); return 70; }
`
/** electron-builder writes its own version into what it finds. */
const versionInfo = `
1 VERSIONINFO
FILEVERSION 1,0,0,0
PRODUCTVERSION 1,0,0,0
BEGIN
  BLOCK "StringFileInfo" BEGIN BLOCK "040904B0" BEGIN VALUE "ProductName", "Electron" END END
  BLOCK "VarFileInfo" BEGIN VALUE "Translation", 0x409, 1200 END
END
`
/** Tells what it was asked to do. */
const berthCommand = '@echo off\r\necho %*>>"%USERPROFILE%\\asked.txt"\r\n'

/** Builds installers with electron-builder's own script, Debian's makensis and stand-ins for what it would fetch. */
export class InstallerBuilder {
  readonly #work: string

  constructor(work: string) {
    this.#work = work
  }

  /** Draws the icons and compiles the stand-ins. */
  async prepare(): Promise<void> {
    await drawAppIcons(iconsDir)
    const nsis = path.join(this.#work, 'nsis')
    const pluginDir = path.join(nsis, 'plugins', 'x86-unicode')
    await mkdir(pluginDir, { recursive: true })
    await mkdir(path.join(nsis, 'linux'), { recursive: true })
    const source = path.join(import.meta.dirname, 'plugins.c')
    const unpacker = path.join(nsis, 'unpack')
    await writeFile(unpacker, unpack)
    await chmod(unpacker, 0o755)
    for (const name of plugins)
      await run('x86_64-w64-mingw32-gcc', [
        '-O1',
        '-s',
        '-shared',
        `-DUNPACK=L"${unpacker}"`,
        '-o',
        path.join(pluginDir, `${name}.dll`),
        source,
      ])
    const wrapper = path.join(nsis, 'linux', 'makensis')
    await writeFile(wrapper, makensis.replace('@PLUGINS@', pluginDir))
    await chmod(wrapper, 0o755)

    const electron = path.join(this.#work, 'electron')
    await mkdir(path.join(electron, 'locales'), { recursive: true })
    await mkdir(path.join(electron, 'resources'), { recursive: true })
    const [code, info, object] = ['stand-in.c', 'version.rc', 'version.o'].map((name) =>
      path.join(nsis, name),
    ) as [string, string, string]
    await writeFile(code, standIn)
    await writeFile(info, versionInfo)
    await run('x86_64-w64-mingw32-windres', [info, object])
    await run('x86_64-w64-mingw32-gcc', ['-s', '-o', path.join(electron, 'electron.exe'), code, object])
    for (const name of ['en-US', 'de']) await writeFile(path.join(electron, 'locales', `${name}.pak`), name)
  }

  /** Builds the installer of one version; `files` are put into its resources. Resolves with its path. */
  async build(version: string, files: Record<string, string>): Promise<string> {
    const project = path.join(this.#work, version)
    const app = path.join(project, 'app')
    const extra = path.join(project, 'extra')
    await mkdir(path.join(extra, 'bin'), { recursive: true })
    await mkdir(app, { recursive: true })
    await writeFile(path.join(app, 'main.js'), '// looked at by nobody\n')
    const manifest = {
      name: 'berth',
      productName: 'Berth',
      version,
      author: 'The Berth authors',
      main: 'main.js',
    }
    await writeFile(path.join(app, 'package.json'), JSON.stringify({ ...manifest, description: 'Berth' }))
    await writeFile(path.join(project, 'package.json'), JSON.stringify({ name: 'berth-installer', version }))
    await writeFile(path.join(extra, 'bin', 'berth.cmd'), berthCommand)
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(extra, name), text)
    const include = path.join(project, 'wine.nsh')
    const wine = await readFile(path.join(import.meta.dirname, 'wine.nsh'), 'utf8')
    await writeFile(include, wine.replace('@INSTALLER@', path.join(resourcesDir, 'installer.nsh')))
    const config = configOf({ env: {}, electronDist: path.join(this.#work, 'electron') })
    const made = await build({
      projectDir: project,
      publish: 'never',
      targets: Platform.WINDOWS.createTarget(['nsis'], Arch.x64),
      config: {
        ...config,
        // Debian's NSIS is older than electron-builder's, and warns of a label in electron-builder's own script.
        nsis: { ...config.nsis, warningsAsErrors: false, include },
        directories: {
          app,
          buildResources: path.join(project, 'resources'),
          output: path.join(project, 'out'),
        },
        extraResources: [{ from: extra, to: '.' }],
      },
    })
    const installer = made.find((file) => file.endsWith('.exe'))
    if (!installer) throw new Error(`no installer among ${made.join(', ')}`)
    return installer
  }
}

/** What electron-builder needs to be told to take Debian's programs. */
export function builderEnv(work: string): Record<string, string> {
  return {
    ELECTRON_BUILDER_NSIS_DIR: path.join(work, 'nsis'),
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: path.join(work, 'nsis'),
    ELECTRON_BUILDER_7ZIP_PATH: '/usr/bin/7za',
    USE_SYSTEM_WINE: 'true',
  }
}
