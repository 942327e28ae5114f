import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { App } from './app.ts'

/** Opens an app for the tests of a file. Every test also fails by what its pages complained of in their consoles. */
export function withApp(open: () => Promise<App>): () => App {
  let app: App | null = null
  beforeAll(async () => {
    app = await open()
  })
  afterEach(async ({ task }) => {
    const complaints = await app?.leave(task.result?.state === 'fail', task.name)
    expect(complaints).toEqual([])
  })
  afterAll(async () => {
    await app?.close()
  })
  return () => {
    if (!app) throw new Error('The app is not open.')
    return app
  }
}
