import { markDocument, type PageLook } from '../../base/page-look.ts'
import type { PageFile } from '../../base/page-files.ts'
import { securityHeaders } from '../../base/page-headers.ts'
import { isPage } from '../origin.ts'

/** Carries bulk bytes between the page and its host: see `transfers.ts`. */
export type Transfer = (request: Request, path: string) => Promise<Response>

const transferPath = '/transfer/'

/**
 * What the page's own scheme answers: its files, found in a list and never made into a path, so that nothing leads out of
 * their folder; and the transfers, which have an origin to be fetched from this way. Every answer has the same policy
 * as in a browser.
 */
export function pageAnswers(
  files: ReadonlyMap<string, PageFile>,
  transfer: Transfer,
  look: () => Promise<PageLook>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const url = URL.parse(request.url)
    if (!url || !isPage(request.url)) return refuse(403)
    if (url.pathname.startsWith(transferPath)) return withHeaders(await transfer(request, url.pathname))
    if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
    // The page has addresses of its own: all that could not be a file's.
    const isFile = /\.[^/]*$/.test(url.pathname)
    const file = files.get(url.pathname) ?? (isFile ? undefined : files.get('/index.html'))
    if (!file) return refuse(404)
    const body = await file.read()
    const isDocument = file === files.get('/index.html')
    const headers = { 'Content-Type': file.type, 'Cache-Control': 'no-store', ...securityHeaders([]) }
    return new Response(
      isDocument ? markDocument(body.toString('utf8'), await look(), 'desktop') : new Uint8Array(body),
      { headers },
    )
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: securityHeaders([]) })
}

function withHeaders(response: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders([]))) response.headers.set(name, value)
  return response
}
