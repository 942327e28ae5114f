import path from 'node:path'
import { composeSubject, needsFiles } from '../../api/schema/compose-command.ts'
import type {
  ComposeAction,
  ComposeFiles,
  ComposeModel,
  ComposeSaved,
  ComposeText,
  ComposeVolume,
} from '../../api/schema/compose.ts'
import { BerthError } from '../../base/errors.ts'
import type { Room } from '../room.ts'
import { followText, saveText } from './edit.ts'
import { composeFailure } from './failure.ts'
import { areHere, createText, findFiles, readText } from './files.ts'
import { parseModel } from './model.ts'
import { openFiles } from './open.ts'
import { OpenedProjects } from './opened.ts'
import { ComposeOutputs } from './output.ts'
import { askFiles, runAction } from './run.ts'
import { ProjectTable } from './table.ts'
import { projectVolumes } from './volumes.ts'

/** Fulfils the contract's `ComposeService`. `openedFile` keeps which projects were opened. */
export function composeService(room: Room, openedFile: string) {
  const { connection, docker, jobs, log } = room
  const opened = new OpenedProjects(openedFile, log)
  const table = new ProjectTable(room, opened)
  const outputs = new ComposeOutputs()
  const busy = new Map<string, string>()

  async function filesOf(project: string, doing: string): Promise<ComposeFiles> {
    connection.require(`${doing} ${project}`)
    const { files, here } = await table.source(project, AbortSignal.timeout(30_000))
    if (files && here) return files
    const why = files
      ? `${files.files.join(', ')} is not on this computer`
      : 'nobody knows where its compose file is'
    throw new BerthError('not-found', `Could not ${doing} ${project}: ${why}.`, {
      hint: 'Open its compose file from where it is now.',
    })
  }
  const ask = async (project: string, words: readonly string[]): ReturnType<typeof askFiles> =>
    askFiles(docker, await filesOf(project, 'read'), words, {
      signal: AbortSignal.timeout(60_000),
      failed: (said) => composeFailure(`read ${project}`, said),
    })
  const ownFile = async (project: string, file: string): Promise<ComposeFiles> => {
    const source = await filesOf(project, 'edit')
    if (source.files.includes(file)) return source
    throw new BerthError('not-found', `${file} is no compose file of ${project}.`, {
      hint: 'Open it as a project of its own.',
    })
  }
  const open = async (where: string): Promise<string> => {
    connection.require('open a compose file')
    return openFiles({ docker, table, opened }, await findFiles(path.resolve(where)))
  }

  return {
    watch: (signal: AbortSignal) => table.watch(signal),
    open,
    async create(dir: string, name: string, text: string): Promise<string> {
      const file = path.join(path.resolve(dir), name)
      await createText(file, text)
      return open(file)
    },
    async forget(project: string): Promise<void> {
      await opened.drop(project)
    },
    async choose(project: string, choice: Pick<ComposeFiles, 'envFiles' | 'profiles'>): Promise<void> {
      const source = await filesOf(project, 'change')
      const missing = (
        await Promise.all(choice.envFiles.map(async (file) => ((await areHere([file])) ? [] : [file])))
      ).flat()
      if (missing.length > 0)
        throw new BerthError('not-found', `There is no file ${missing.join(', ')}.`, {
          hint: 'Choose environment files that are on this computer.',
        })
      await opened.put(project, { ...source, envFiles: choice.envFiles, profiles: choice.profiles })
    },
    async act(project: string, action: ComposeAction): Promise<string> {
      const subject = composeSubject(project, action)
      connection.require(subject)
      const source = needsFiles(action.kind) ? await filesOf(project, action.kind) : null
      const other = busy.get(project)
      if (other !== undefined && other !== subject) throw stillBusy(project, other)
      return jobs.start(
        'compose',
        subject,
        async (signal, tell) => {
          const now = busy.get(project)
          if (now !== undefined) throw stillBusy(project, now)
          busy.set(project, subject)
          try {
            await runAction(docker, outputs, { project, source, action }, signal, tell)
          } finally {
            busy.delete(project)
            table.rebuild()
          }
        },
        { again: true },
      )
    },
    output: (project: string, signal: AbortSignal) => outputs.watch(project, signal),
    async model(project: string): Promise<ComposeModel> {
      table.rebuild()
      const { text, warnings } = await ask(project, ['--profile', '*', 'config', '--format', 'json'])
      return parseModel(text, warnings)
    },
    async config(project: string, options: { interpolate: boolean }): Promise<string> {
      const flags = options.interpolate ? [] : ['--no-interpolate']
      return (await ask(project, ['-p', project, 'config', ...flags])).text
    },
    async volumes(project: string): Promise<ComposeVolume[]> {
      return projectVolumes(room.diskUse, project)
    },
    async read(project: string, file: string): Promise<ComposeText> {
      await ownFile(project, file)
      return readText(file)
    },
    async save(project: string, file: string, text: string, mark: string): Promise<ComposeSaved> {
      const saved = await saveText(docker, await ownFile(project, file), { path: file, text, mark })
      table.rebuild()
      return saved
    },
    async *changes(project: string, file: string, signal: AbortSignal): AsyncGenerator<string | null, void> {
      await ownFile(project, file)
      yield* followText(file, signal)
    },
  }
}

function stillBusy(project: string, other: string): BerthError {
  return new BerthError('busy', `Compose is still at work on ${project} (${other}).`, {
    hint: 'Wait until that has ended, or cancel it.',
  })
}
