import { firstCommand } from '../../lib/docker-command.ts'

/** Commands for a first try. */
export const firstCommands = {
  hello: () => firstCommand('run', '--rm', 'hello-world'),
  server: () => firstCommand('run', '-d', '--name', 'web', '-p', '8080:80', 'nginx:alpine'),
  pull: () => firstCommand('pull', 'alpine'),
} as const
