import type { BuildRequest } from '../../../electron/api/schema/builds.ts'
import { Store } from '../../client/store.ts'

export const emptyRequest: BuildRequest = {
  context: '',
  dockerfile: null,
  target: null,
  tags: [],
  args: [],
  secrets: [],
  ssh: false,
  platforms: [],
  labels: [],
  noCache: false,
  pull: false,
  network: 'default',
  output: 'load',
}

/** The dialog: what it begins with, or null. One for the whole page, since the palette opens it too. */
export const newBuild = new Store<BuildRequest | null>(null)

export const openBuild = (request: BuildRequest = emptyRequest): void => newBuild.set(request)
