import { dockerCommand } from '../../lib/docker-command.ts'

/** Commands for a first try. They name the context, which works whatever the user's current one is. */
export const firstCommands = {
  hello: dockerCommand('--context', 'berth', 'run', '--rm', 'hello-world'),
  server: dockerCommand('--context', 'berth', 'run', '-d', '--name', 'web', '-p', '8080:80', 'nginx:alpine'),
  compose: dockerCommand('--context', 'berth', 'compose', 'up', '-d'),
  pull: dockerCommand('--context', 'berth', 'pull', 'alpine'),
} as const
