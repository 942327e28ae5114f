import { composeCommand } from '../../../electron/api/schema/compose-command.ts'
import {
  ComposeAction,
  type ComposeActionInput,
  type ComposeProject,
} from '../../../electron/api/schema/compose.ts'
import { dockerCommand } from '../../lib/docker-command.ts'

/** The command line that does the same. */
export const commandOf = (
  project: Pick<ComposeProject, 'id' | 'source'>,
  action: ComposeActionInput,
): string => dockerCommand(...composeCommand(project.id, project.source, ComposeAction.parse(action)))
