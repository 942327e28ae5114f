import path from 'node:path'
import { ProjectName, type ComposeFiles } from '../../api/schema/compose.ts'
import { BerthError, isAbort, toBerthError } from '../../base/errors.ts'
import { readText } from './files.ts'
import { parseModel } from './model.ts'
import type { OpenedProjects } from './opened.ts'
import type { Docker } from '../docker.ts'
import { askFiles } from './run.ts'
import type { ProjectTable } from './table.ts'

/** Remembers the project of these files, and answers its name. Files that compose refuses are opened too, to be mended. */
export async function openFiles(
  { docker, table, opened }: { docker: Docker; table: ProjectTable; opened: OpenedProjects },
  source: ComposeFiles,
): Promise<string> {
  const name = await nameOfProject(docker, source)
  const { files, here } = await table.source(name, AbortSignal.timeout(30_000))
  const same = files?.files.join('\n') === source.files.join('\n')
  if (files && here && !same)
    throw new BerthError(
      'conflict',
      `There is a project ${name} already, made of ${files.files.join(', ')}. Two of one name would replace each other's containers.`,
      {
        hint: 'Give this one another name, by "name: …" at the top of its file; or take the other down and forget it.',
      },
    )
  // One that is opened again keeps what was chosen for it.
  await opened.put(name, same ? files : source)
  return name
}

/** As compose calls it; while the file is broken, as it would be called. */
async function nameOfProject(docker: Docker, source: ComposeFiles): Promise<string> {
  try {
    const { text, warnings } = await askFiles(docker, source, ['config', '--format', 'json'], {
      signal: AbortSignal.timeout(60_000),
      failed: (said) => new BerthError('bad-input', said, { hint: '' }),
    })
    return ProjectName.parse(parseModel(text, warnings).name)
  } catch (thrown) {
    if (isAbort(thrown) || toBerthError(thrown).code !== 'bad-input') throw thrown
    const [first = ''] = source.files
    const { text } = await readText(first)
    const named = /^name:\s*["']?([a-z0-9][a-z0-9_-]*)["']?\s*(#.*)?$/m.exec(text)?.[1]
    return named ?? normalised(path.basename(source.dir))
  }
}

/** compose-go, `loader.NormalizeProjectName`: what is left of a folder's name. */
export function normalised(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '')
  if (name !== '') return name
  throw new BerthError(
    'bad-input',
    `Nothing of the folder's name "${folder}" can be the name of a project.`,
    {
      hint: 'Write "name: …" at the top of the compose file.',
    },
  )
}
