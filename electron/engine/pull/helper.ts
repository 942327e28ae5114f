import { spawn } from 'node:child_process'
import { z } from 'zod'

/** A user and a password, or a token that stands for both. */
export interface Login {
  readonly username?: string
  readonly password?: string
  readonly identitytoken?: string
}

/** A credential helper did not do what it was asked. Its message holds no secret. */
export class HelperError extends Error {
  override readonly name = 'HelperError'
  /** the program is not on this computer */
  readonly missing: boolean

  constructor(message: string, missing = false) {
    super(message)
    this.missing = missing
  }
}

const FromHelper = z.object({ Username: z.string(), Secret: z.string() })
const Listed = z.record(z.string(), z.string())

/** The name by which a helper keeps a token. */
const tokenUser = '<token>'
const helperMs = 15_000
const maxAnswer = 1024 * 1024

/**
 * The programs by which Docker's tools reach the operating system's own store of secrets, as `docker-credential-NAME`.
 * Secrets go by stdin and stdout, never as arguments. Source: docker/docker-credential-helpers' README.
 */
export const helper = {
  /** null when it keeps nothing for this server */
  async get(name: string, server: string, signal?: AbortSignal): Promise<Login | null> {
    const answer = await ask(name, 'get', server, signal)
    if (answer === null) return null
    const { Username, Secret } = parsed(name, FromHelper, answer)
    return Username === tokenUser ? { identitytoken: Secret } : { username: Username, password: Secret }
  },

  async store(name: string, server: string, login: Login): Promise<void> {
    const { username = tokenUser, password = login.identitytoken ?? '' } = login
    await ask(name, 'store', JSON.stringify({ ServerURL: server, Username: username, Secret: password }))
  },

  /** One that keeps nothing for this server is content. */
  async erase(name: string, server: string): Promise<void> {
    await ask(name, 'erase', server)
  },

  /** Users by server; null where a token stands for one. */
  async list(name: string): Promise<Map<string, string | null>> {
    const answer = parsed(name, Listed, (await ask(name, 'list', '')) ?? '{}')
    return new Map(
      Object.entries(answer).map(([server, user]) => [
        server,
        user === tokenUser || user === '' ? null : user,
      ]),
    )
  },
}

function parsed<T>(name: string, schema: z.ZodType<T>, answer: string): T {
  try {
    return schema.parse(JSON.parse(answer))
  } catch {
    // JSON's and zod's messages can quote what they read.
    throw new HelperError(`docker-credential-${name} gave no credentials`)
  }
}

/** Runs a helper; null when it says that it keeps nothing for what it was asked about. */
function ask(name: string, command: string, input: string, signal?: AbortSignal): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const program = `docker-credential-${name}`
    const child = spawn(program, [command], {
      stdio: ['pipe', 'pipe', 'ignore'],
      signal,
      timeout: helperMs,
      windowsHide: true,
    })
    let answer = ''
    child.stdout.setEncoding('utf8')
    child.stdout.on('data', (text: string) => {
      answer += text
      if (answer.length > maxAnswer) child.kill()
    })
    child.stdin.on('error', () => undefined)
    child.on('error', (error: NodeJS.ErrnoException) =>
      reject(new HelperError(`${program}: ${error.message}`, error.code === 'ENOENT')),
    )
    child.on('close', (code) => {
      if (code === 0) resolve(answer)
      else if (/credentials not found/i.test(answer)) resolve(null)
      else reject(new HelperError(`${program} ended with ${code ?? 'a signal'}`))
    })
    child.stdin.end(input)
  })
}
