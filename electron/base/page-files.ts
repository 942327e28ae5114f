import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

export interface PageFile {
  readonly type: string
  /** Vite puts a hash of its content into the name of everything in `assets`. */
  readonly immutable: boolean
  read(): Promise<Buffer>
}

/**
 * The page's files by the path of their URL. A request is looked up among the files that are there, never made into a
 * path, so no request can lead out of the folder.
 */
export async function listPageFiles(dir: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>()
  for (const entry of await readdir(dir, { recursive: true, withFileTypes: true })) {
    const type = types[path.extname(entry.name)]
    if (!entry.isFile() || type === undefined) continue
    const file = path.join(entry.parentPath, entry.name)
    const url = '/' + path.relative(dir, file).split(path.sep).map(encodeURIComponent).join('/')
    files.set(url, { type, immutable: url.startsWith('/assets/'), read: () => readFile(file) })
  }
  return files
}
