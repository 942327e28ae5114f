import { t } from '../../i18n/index.ts'
import type { TextKey } from './form.ts'

/** What stands in an empty field: an example, or what holds without it. */
export const examples: Readonly<Partial<Record<TextKey, string>>> = {
  image: 'nginx:alpine',
  name: 'web',
  platform: 'linux/amd64',
  command: "sh -c 'echo hello'",
  workdir: '/app',
  stopSignal: 'SIGTERM',
  expose: '9000 53/udp',
  memory: '512m',
  shmSize: '64m',
  cpus: '1.5',
  cpuShares: '1024',
  user: '1000:1000',
  capAdd: 'NET_ADMIN',
  capDrop: 'ALL',
  logDriver: t('run:placeholder.engine'),
}

/** The same for Windows containers, where it is another. */
export const windowsExamples: Readonly<Partial<Record<TextKey, string>>> = {
  image: 'mcr.microsoft.com/windows/nanoserver:ltsc2022',
  platform: 'windows/amd64',
  command: 'cmd /c "echo hello"',
  workdir: 'C:\\app',
  cpuShares: '5000',
  memory: '2g',
  user: 'ContainerUser',
}

export const healthExamples = {
  command: 'wget -q -O- localhost || exit 1',
  interval: '30s',
  timeout: '30s',
  startPeriod: '0s',
  startInterval: '5s',
  retries: '3',
} as const
