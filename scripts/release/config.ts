import { createRequire } from 'node:module'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { appId } from '../../electron/base/app-id.ts'
import { repository } from '../assets/hash.ts'
import { fusesOf } from './fuses.ts'
import { appDir, helpersDir, iconsDir, linksDir, parts, resourcesDir, stageDir } from './layout.ts'
import { signMac } from './mac-sign.ts'
import { notarisingOf, publishingOf, signingOf } from './signing.ts'

export interface ConfigOptions {
  readonly env: NodeJS.ProcessEnv
  /** the build that Playwright drives */
  readonly forTests?: boolean
  /** an unpacked Electron to take instead of the one from its release page */
  readonly electronDist?: string
  /** where packages land */
  readonly output?: string
}

const from = (dir: string): string => path.relative(repository, dir)

/** electron-builder's configuration: what is packed is what `stage` put together, and nothing else. */
export function configOf({ env, forTests = false, electronDist, output }: ConfigOptions): Configuration {
  const signing = signingOf(env)
  const resource = (name: string): string => path.join(resourcesDir, name)
  return {
    appId,
    productName: forTests ? 'Berth-test' : 'Berth',
    copyright: 'Copyright © the Berth authors',
    electronVersion: electronVersion(),
    ...(electronDist === undefined ? {} : { electronDist }),
    directories: {
      app: from(appDir),
      buildResources: from(resourcesDir),
      output: output ?? from(path.join(stageDir, 'out')),
    },
    // The folder holds what is wanted and nothing else; node_modules comes in by the dependencies of its package.json.
    files: ['**/*'],
    // A node_modules is left out of a folder unless it is the folder itself.
    extraResources: [...parts, path.join('command', 'node_modules')].map((part) => ({
      from: from(path.join(stageDir, part)),
      to: part,
    })),
    asar: true,
    // There is nothing native in the application, and ssh2's optional parts are left out on purpose.
    npmRebuild: false,
    nodeGypRebuild: false,
    buildDependenciesFromSource: false,
    electronFuses: { ...fusesOf({ forTests }) },
    electronLanguages: ['en', 'de'],
    publish: publishingOf(env),
    generateUpdatesFilesForAllChannels: false,
    protocols: [{ name: 'Berth', schemes: ['berth'] }],
    win: {
      target: [{ target: 'nsis' }],
      icon: path.join(iconsDir, 'icon.ico'),
      forceCodeSigning: signing.windows,
      verifyUpdateCodeSignature: signing.windows,
    },
    nsis: {
      // For one user, without a question and without an administrator.
      oneClick: true,
      perMachine: false,
      artifactName: '${productName}-Setup-${version}-${arch}.${ext}',
      include: resource('installer.nsh'),
      // Berth's own data is asked about by the uninstaller (installer.nsh), never removed without a word.
      deleteAppDataOnUninstall: false,
      runAfterFinish: true,
      packElevateHelper: false,
    },
    mac: {
      // The zip is what the updater takes (Squirrel.Mac), the dmg what people do.
      target: [{ target: 'dmg' }, { target: 'zip' }],
      category: 'public.app-category.developer-tools',
      icon: path.join(iconsDir, 'icon.icns'),
      minimumSystemVersion: '13.0',
      extraResources: [{ from: from(helpersDir), to: 'helpers' }],
      hardenedRuntime: true,
      gatekeeperAssess: false,
      ...(signing.mac ? {} : { identity: null }),
      entitlements: resource('entitlements.mac.plist'),
      entitlementsInherit: resource('entitlements.mac.inherit.plist'),
      notarize: notarisingOf(env),
      sign: signMac,
    },
    linux: {
      target: [{ target: 'AppImage' }, { target: 'deb' }, { target: 'rpm' }],
      icon: path.join(iconsDir, 'png'),
      category: 'Development',
      executableName: 'berth-desktop',
      maintainer: 'The Berth authors <authors@berth.invalid>',
      vendor: 'The Berth authors',
      synopsis: 'Docker containers on a desktop',
      description: 'Runs a Docker Engine in a lightweight Alpine VM and shows what it holds.',
      desktop: { entry: { StartupWMClass: 'Berth', Keywords: 'docker;container;compose;vm;' } },
    },
    deb: {
      packageName: 'berth',
      depends: [...electronDebs, 'qemu-system-x86 | qemu-system-arm', 'qemu-utils'],
      recommends: ['libayatana-appindicator3-1'],
      fpm: [...beforeRemove, ...commandLink],
      compression: 'xz',
    },
    rpm: {
      packageName: 'berth',
      depends: [...electronRpms, 'qemu-kvm', 'qemu-img'],
      afterRemove: resource('after-remove-rpm.sh'),
      // An rpm owns no folder unless it is told to, and leaves it behind.
      fpm: [...beforeRemove, '--directories', '/opt/Berth', ...commandLink],
    },
  }
}

/** What users have of Berth goes with it, as on the other systems. */
const beforeRemove = ['--before-remove', path.join(resourcesDir, 'before-remove.sh')]

/** `/usr/bin/berth` belongs to the package, so it comes and goes with it. `docker` is linked by who asks for it, not here. */
const commandLink = [`${path.join(linksDir, 'berth')}=/usr/bin/berth`]

/** What Electron itself needs: electron-builder's own lists (FpmTarget.getDefaultDepends), which ours replace. */
const electronDebs = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libuuid1',
  'libsecret-1-0',
]
const electronRpms = [
  'gtk3',
  'libnotify',
  'nss',
  'libXScrnSaver',
  '(libXtst or libXtst6)',
  'xdg-utils',
  'at-spi2-core',
  '(libuuid or libuuid1)',
]

function electronVersion(): string {
  const require = createRequire(import.meta.url)
  return (require('electron/package.json') as { version: string }).version
}
