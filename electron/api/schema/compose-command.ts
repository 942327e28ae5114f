import type { ComposeAction, ComposeFiles } from './compose.ts'

/**
 * The words after `docker` by which compose does an action. The host runs them, and the page shows them: there is one
 * truth about what a button does.
 *
 * Stopping, starting and taking down go by the project's name alone. So compose acts on what is there, by its labels: a
 * file that is broken, or was moved, or has lost a service, keeps nobody from stopping what it once started.
 */
export function composeCommand(
  project: string,
  source: ComposeFiles | null,
  action: ComposeAction,
): readonly string[] {
  const byName = ['compose', '-p', project]
  const byFiles = source ? ['compose', ...filesOf(source), '-p', project] : byName
  switch (action.kind) {
    case 'start':
    case 'stop':
    case 'restart':
    case 'pause':
    case 'unpause':
    case 'kill':
      return [...byName, action.kind, ...action.services]
    case 'down':
      return [
        ...byName,
        'down',
        ...(action.volumes ? ['--volumes'] : []),
        ...(action.localImages ? ['--rmi', 'local'] : []),
      ]
    case 'pull':
    case 'build':
      return [...byFiles, action.kind, ...action.services]
    case 'scale':
      return [...byFiles, 'scale', '--no-deps', `${action.service}=${action.replicas}`]
    case 'up':
      return [
        ...byFiles,
        'up',
        '--detach',
        ...(action.build ? ['--build'] : []),
        ...(action.pull === 'policy' ? [] : ['--pull', action.pull]),
        ...(action.recreate ? ['--force-recreate'] : []),
        ...(action.removeOrphans ? ['--remove-orphans'] : []),
        ...action.services,
      ]
  }
}

/** The words that name a project's files. The folder is said only where compose would take another. */
export function filesOf({ files, dir, envFiles, profiles }: ComposeFiles): string[] {
  const [first = ''] = files
  return [
    ...files.flatMap((file) => ['-f', file]),
    ...(first.slice(0, Math.max(1, first.lastIndexOf('/'))) === dir ? [] : ['--project-directory', dir]),
    ...envFiles.flatMap((file) => ['--env-file', file]),
    ...profiles.flatMap((profile) => ['--profile', profile]),
  ]
}

/** What an action needs: the project's files, or only its containers. */
export const needsFiles = (kind: ComposeAction['kind']): boolean =>
  kind === 'up' || kind === 'pull' || kind === 'build' || kind === 'scale'

/** What the work is called among the jobs: "stop shop/web". */
export function composeSubject(project: string, action: ComposeAction): string {
  const services =
    action.kind === 'scale' ? [action.service] : 'services' in action ? action.services : ([] as string[])
  return `${action.kind} ${project}${services.length > 0 ? `/${services.join(',')}` : ''}`
}
