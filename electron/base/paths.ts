import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { BerthError } from './errors.ts'

/**
 * Every on-disk name of Berth's, and the one place beside the drivers that asks which operating system this is.
 *
 * A home holds all that one installation owns; `BERTH_HOME` moves it. Sockets live in `run`, which leaves the
 * home for a short private folder when the home's path is too long for a socket address.
 */
export interface Paths {
  readonly home: string
  /** by which the home's disks are named: each driver has a format of its own */
  readonly driver: DriverName
  readonly settings: string
  /** which folders and files were picked of late */
  readonly recentPlaces: string
  /** compose projects that were opened from their files */
  readonly openedProjects: string
  /** by which rules objects of the engine go by themselves */
  readonly retentionRules: string
  /** what clean-ups did */
  readonly cleanUps: string
  /** of which containers' misfortunes the user wants to be told */
  readonly noticeChoices: string
  /** what Chromium keeps for the desktop's window */
  readonly desktopProfile: string
  /** what was told of containers' misfortunes, for the next host */
  readonly noticeList: string
  /** whether this home has been welcomed */
  readonly welcome: string
  /** builds that were made here, and their logs */
  readonly builds: string
  /** which engine is looked at, where it is not Berth's own */
  readonly engineChoice: string
  /** what is kept of engines that are not Berth's own: a folder for each */
  readonly otherEngines: string
  readonly logs: string
  readonly hostLog: string
  /** of the desktop app's main process */
  readonly desktopLog: string
  readonly consoleLog: string
  readonly machine: MachinePaths
  readonly run: RunPaths
}

/** The hypervisors that Berth can drive; the machine room holds the drivers. */
export const driverNames = ['qemu', 'hyperv', 'vz'] as const
export type DriverName = (typeof driverNames)[number]

export interface MachinePaths {
  readonly dir: string
  /** the data disk: everything of the engine's */
  readonly dataDisk: string
  /** the suspended machine's memory and devices */
  readonly stateFile: string
  /** what the state file belongs to, and its checksum */
  readonly stateRecord: string
  readonly seedDisk: string
  /** what the guest prints, where its hypervisor can only write it to a file */
  readonly consoleFile: string
  readonly hostKey: string
  readonly userKey: string
  /** which hypervisor process runs the machine now: enough to find it again, never believed unproven */
  readonly processRecord: string
  /** what the hypervisor itself said during its newest run */
  readonly hypervisorLog: string
  /** which accelerators failed since the computer started, so that they are not waited for again */
  readonly acceleratorRecord: string
  /** which images the data disk has met */
  readonly knownImages: string
  /** the image that brought the engine up last, for when an update has replaced it */
  readonly keptImage: string
  /** hashes of image files that have not changed since, so that a start need not read them whole */
  readonly imageRecord: string
}

export interface RunPaths {
  readonly dir: string
  readonly lock: string
  readonly controlSocket: string
  readonly engineSocket: string
  readonly monitorSocket: string
  readonly consoleSocket: string
  readonly migrationSocket: string
  /** where a hypervisor that has vsock lets the guest's sshd answer */
  readonly sshSocket: string
  /** where an engine that is elsewhere is made to answer here; `id` tells the engines apart */
  readonly relaySocket: (id: string) => string
  readonly dockerConfig: string
  /** the same with the engine's proxies, for commands that write nothing into it */
  readonly proxiedDockerConfig: string
  /** the same for commands that the host runs: its environment may name another folder of the user's */
  readonly hostDockerConfig: string
}

/** Bytes that fit in `sockaddr_un.sun_path` with its closing zero: 108 on Linux, 104 on macOS (unix(7), unix(4)). */
export const socketPathLimit = (process.platform === 'darwin' ? 104 : 108) - 1

const longestSocketName = 'migration.sock'

export function berthHome(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env['BERTH_HOME']
  return asked ? path.resolve(asked) : path.join(os.homedir(), '.berth')
}

/** The driver of a home on this computer, or the one that `BERTH_DRIVER` names. */
export function driverOf(home: string, env: NodeJS.ProcessEnv = process.env): DriverName {
  const asked = env['BERTH_DRIVER']
  if (!asked && process.platform === 'darwin') return driverOnMac(home, env)
  if (!asked) return process.platform === 'win32' ? 'hyperv' : 'qemu'
  const found = driverNames.find((name) => name === asked)
  if (found) return found
  throw new BerthError('settings-invalid', `BERTH_DRIVER is "${asked}", which is no driver of Berth's.`, {
    hint: `Set it to ${driverNames.join(', ')}, or take it out of the environment.`,
  })
}

/**
 * On a Mac: what the home's data disk was made for, since the one driver cannot read the other's; else vfkit where it is, else
 * QEMU. vfkit cannot be told every path (it knows no escape for a comma).
 */
export function driverOnMac(
  home: string,
  env: NodeJS.ProcessEnv,
  isThere: (file: string) => boolean = existsSync,
): DriverName {
  const disk = (driver: DriverName): string => path.join(home, 'machine', `data.${diskFormats[driver].data}`)
  for (const driver of ['vz', 'qemu'] as const) if (isThere(disk(driver))) return driver
  const asked = env['BERTH_VFKIT_DIR']
  const folders = asked ? [asked] : [...helperFolders(), ...(env['PATH'] ?? '').split(path.delimiter)]
  const can = /^[\w./~@+-]+$/.test(home)
  return can && folders.some((folder) => folder !== '' && isThere(path.join(folder, 'vfkit'))) ? 'vz' : 'qemu'
}

/** Where a package has the programs that run the machine: `helpers` among its resources, whoever of its programs asks. */
export function helperFolders(): string[] {
  const resources = (process as { resourcesPath?: string }).resourcesPath
  const beside = path.resolve(path.dirname(process.execPath), '..', 'helpers')
  return resources === undefined ? [beside] : [path.join(resources, 'helpers'), beside]
}

/** How the disks are written for each driver. */
const diskFormats: Readonly<Record<DriverName, { data: string; seed: string }>> = {
  qemu: { data: 'qcow2', seed: 'tar' },
  hyperv: { data: 'vhdx', seed: 'vhdx' },
  vz: { data: 'raw', seed: 'tar' },
}

export function pathsOf(home: string, env: NodeJS.ProcessEnv = process.env): Paths {
  const machine = path.join(home, 'machine')
  const driver = driverOf(home, env)
  const formats = diskFormats[driver]
  const logs = path.join(home, 'logs')
  return {
    home,
    driver,
    settings: path.join(home, 'settings.json'),
    recentPlaces: path.join(home, 'places.json'),
    openedProjects: path.join(home, 'projects.json'),
    retentionRules: path.join(home, 'retention.json'),
    cleanUps: path.join(home, 'clean-ups.json'),
    noticeChoices: path.join(home, 'notices.json'),
    desktopProfile: path.join(home, 'desktop'),
    noticeList: path.join(home, 'notice-list.json'),
    welcome: path.join(home, 'welcome.json'),
    builds: path.join(home, 'builds'),
    engineChoice: path.join(home, 'engine.json'),
    otherEngines: path.join(home, 'engines'),
    logs,
    hostLog: path.join(logs, 'host.log'),
    desktopLog: path.join(logs, 'desktop.log'),
    consoleLog: path.join(logs, 'machine.log'),
    machine: {
      dir: machine,
      dataDisk: path.join(machine, `data.${formats.data}`),
      stateFile: path.join(machine, 'suspended.state'),
      stateRecord: path.join(machine, 'suspended.json'),
      seedDisk: path.join(machine, `seed.${formats.seed}`),
      consoleFile: path.join(machine, 'console.raw'),
      hostKey: path.join(machine, 'ssh_host_ed25519_key'),
      userKey: path.join(machine, 'ssh_user_ed25519_key'),
      processRecord: path.join(machine, 'process.json'),
      hypervisorLog: path.join(machine, 'hypervisor.log'),
      acceleratorRecord: path.join(machine, 'accelerators.json'),
      knownImages: path.join(machine, 'known-images.json'),
      keptImage: path.join(machine, 'kept-image'),
      imageRecord: path.join(machine, 'image.json'),
    },
    run: runPaths(runDir(home, env)),
  }
}

/** Which file one of Berth's own logs is; that of the engine is in the machine. */
export function logFileOf(
  { hostLog, consoleLog, desktopLog }: Paths,
  name: 'host' | 'machine' | 'desktop',
): string {
  return { host: hostLog, machine: consoleLog, desktop: desktopLog }[name]
}

/** What the name of every local pipe of Windows begins with: Node listens on these there, and on no sockets of files. */
export const pipePrefix = '\\\\.\\pipe\\'

/** No file: it has no mode, ends with who listens, and its own access list keeps other users out. */
export const isPipe = (socket: string): boolean => socket.startsWith(pipePrefix)

/** The engine's socket or pipe as Docker's clients take it in `DOCKER_HOST`. */
export function dockerHost(engineSocket: string): string {
  return isPipe(engineSocket)
    ? `npipe:////./pipe/${engineSocket.slice(pipePrefix.length)}`
    : `unix://${engineSocket}`
}

/** `pipes`: sockets are pipes, whose names are one list for all users and homes. */
export function runPaths(dir: string, pipes = desktopSystem === 'windows'): RunPaths {
  const home = shortHash(dir)
  const socket = (name: string): string =>
    pipes ? `${pipePrefix}berth-${home}-${path.basename(name, '.sock')}` : path.join(dir, name)
  return {
    dir,
    lock: path.join(dir, 'host.lock'),
    controlSocket: socket('control.sock'),
    engineSocket: socket('docker.sock'),
    monitorSocket: socket('monitor.sock'),
    consoleSocket: socket('console.sock'),
    migrationSocket: socket(longestSocketName),
    sshSocket: socket('ssh.sock'),
    relaySocket: (id) => socket(`e${shortHash(id).slice(0, 7)}.sock`),
    dockerConfig: path.join(dir, 'docker-config'),
    proxiedDockerConfig: path.join(dir, 'proxied-docker-config'),
    hostDockerConfig: path.join(dir, 'host-docker-config'),
  }
}

const shortHash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

/** Where what is kept of one engine lies, that is not Berth's own. */
export function otherEngineDir({ otherEngines }: Pick<Paths, 'otherEngines'>, id: string): string {
  return path.join(otherEngines, shortHash(id))
}

function runDir(home: string, env: NodeJS.ProcessEnv): string {
  const fits = (dir: string): boolean =>
    Buffer.byteLength(path.join(dir, longestSocketName)) <= socketPathLimit
  const inHome = path.join(home, 'run')
  if (fits(inHome)) return inHome
  // The name is derived from the home, so that every client of one home finds the same folder.
  const name = shortHash(home)
  const short = path.join(env['XDG_RUNTIME_DIR'] ?? os.tmpdir(), `berth-${os.userInfo().uid}-${name}`)
  if (fits(short)) return short
  throw new BerthError('home-unusable', `No folder for sockets is short enough: ${inHome} and ${short}.`, {
    hint: `Set BERTH_HOME to a path of fewer than ${socketPathLimit - 20} bytes.`,
  })
}

/** A path as a user writes it, made absolute: `~` is the user's home. */
export function absolutePath(text: string, home = os.homedir()): string {
  return path.resolve(text === '~' || text.startsWith('~/') ? path.join(home, text.slice(1)) : text)
}

/** Where built assets are kept: `BERTH_CACHE`, else `~/.cache/berth`. */
export function berthCache(env: NodeJS.ProcessEnv = process.env): string {
  const asked = env['BERTH_CACHE']
  return asked ? path.resolve(asked) : path.join(os.homedir(), '.cache', 'berth')
}

/**
 * The command that opens a URL, put behind it, in the desktop's browser; null where there is no desktop to open it on.
 * Of Windows' ways it is the one without a shell, which would read the URL's ampersands.
 */
export function browserCommand(
  env: NodeJS.ProcessEnv = process.env,
  system = desktopSystem,
): readonly [string, ...string[]] | null {
  if (env['BROWSER']) return [env['BROWSER']]
  if (system === 'windows') return ['rundll32.exe', 'url.dll,FileProtocolHandler']
  if (system === 'mac') return env['SSH_CONNECTION'] ? null : ['open']
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null
}

/** Whose habits the desktop app keeps: where quit stands in a menu, how the tray draws, what starts at login. */
export type DesktopSystem = 'mac' | 'windows' | 'linux'
export const desktopSystem: DesktopSystem =
  process.platform === 'darwin' ? 'mac' : process.platform === 'win32' ? 'windows' : 'linux'

/** The entry that has a desktop of Linux start an application with the session (XDG Autostart). */
export function autostartEntry(env: NodeJS.ProcessEnv = process.env): string {
  const config = env['XDG_CONFIG_HOME'] || path.join(os.homedir(), '.config')
  return path.join(config, 'autostart', 'berth.desktop')
}

/** Where electron-updater keeps what it has fetched: `berth-updater` among the user's caches (its AppAdapter, and app-update.yml). */
export function updaterCache(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['HOME'] || os.homedir()
  const caches = {
    linux: env['XDG_CACHE_HOME'] || path.join(home, '.cache'),
    mac: path.join(home, 'Library', 'Caches'),
    windows: env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'),
  }
  return path.join(caches[desktopSystem], 'berth-updater')
}

/** The folder for a user's own commands, which the system has in the PATH: on Windows always, elsewhere mostly. */
export function commandFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (desktopSystem !== 'windows') return path.join(env['HOME'] || os.homedir(), '.local', 'bin')
  const local = env['LOCALAPPDATA'] || path.join(os.homedir(), 'AppData', 'Local')
  return path.join(local, 'Microsoft', 'WindowsApps')
}
