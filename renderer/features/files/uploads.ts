import type { FilePlace } from '../../../electron/api/schema/files.ts'
import type { Client } from '../../client/connection.ts'
import { plainError, type PlainError } from '../../client/errors.ts'
import { Store } from '../../client/store.ts'
import { t } from '../../i18n/index.ts'

/** Bytes on their way from this browser. */
export interface Sending {
  readonly id: number
  readonly words: string
  /** where they go: uploads of other places are shown there */
  readonly place: string
  readonly sent: number
  readonly total: number
  readonly error: PlainError | null
}

/** They go on while another page of ours is open, and end with the browser's tab. */
export const sendings = new Store<readonly Sending[]>([])
const cancels = new Map<number, () => void>()
let count = 0

export const placeKey = (place: FilePlace): string =>
  place.kind === 'volume' ? `volume:${place.name}` : place.id

/** Sends a body to an address that was offered for it. Resolves with whether it arrived; false: cancelled or failed. */
export async function send(
  options: { words: string; place: string; body: Blob },
  address: () => Promise<string>,
): Promise<boolean> {
  const id = (count += 1)
  const change = (part: Partial<Sending>): void =>
    sendings.update((all) => all.map((each) => (each.id === id ? { ...each, ...part } : each)))
  const { body, ...shown } = options
  sendings.update((all) => [...all, { ...shown, id, sent: 0, total: body.size, error: null }])
  try {
    const arrived = await put(
      await address(),
      body,
      (cancel) => cancels.set(id, cancel),
      (sent) => change({ sent }),
    )
    drop(id)
    return arrived
  } catch (thrown) {
    change({ error: thrown instanceof Refused ? thrown.error : plainError(thrown) })
    return false
  } finally {
    cancels.delete(id)
  }
}

/** Calls one off, or takes its failure off the page. */
export function endSending(id: number): void {
  const cancel = cancels.get(id)
  if (cancel) cancel()
  else drop(id)
}

const drop = (id: number): void => sendings.update((all) => all.filter((each) => each.id !== id))

class Refused extends Error {
  readonly error: PlainError
  constructor(error: PlainError) {
    super(error.message)
    this.error = error
  }
}

/** XMLHttpRequest, because fetch tells no progress of what it sends. */
function put(
  address: string,
  body: Blob,
  cancellable: (cancel: () => void) => void,
  progress: (sent: number) => void,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', address)
    request.upload.onprogress = (event) => progress(event.loaded)
    request.onabort = () => resolve(false)
    request.onerror = () => reject(new Refused(broken()))
    request.onload = () => {
      if (request.status < 300) resolve(true)
      else reject(new Refused(refusal(request.responseText)))
    }
    cancellable(() => request.abort())
    request.send(body)
  })
}

const broken = (): PlainError => ({
  code: 'host-unreachable',
  message: t('files:upload.broken'),
  hint: t('files:upload.brokenHint'),
  step: null,
})

function refusal(text: string): PlainError {
  try {
    return JSON.parse(text) as PlainError
  } catch {
    return broken()
  }
}

/** Has the browser save what is fetched at an address. */
export function save(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}

/** Files and folders of a place, as the browser's own download. */
export async function download(client: Client, place: FilePlace, paths: string[]): Promise<void> {
  save(await client.files.download.mutate({ place, paths }))
}
