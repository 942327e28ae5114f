import { readFile } from 'node:fs/promises'
import type { Paths } from '../../base/paths.ts'
import { isSecretName } from './text.ts'

/**
 * Values on this computer that must not be told, to be looked for as they are: those of environment variables whose names
 * say so, who proxies log in as, logins to registries, and the keys to the guest.
 */
export async function knownSecrets(
  paths: Paths,
  env: NodeJS.ProcessEnv,
  dockerConfigFile: string,
  settings: unknown,
): Promise<string[]> {
  const found: string[] = []
  for (const [name, value] of Object.entries(env)) {
    if (!value) continue
    if (isSecretName(name)) found.push(value)
    found.push(...passwordsIn(value))
  }
  found.push(...passwordsIn(JSON.stringify(settings ?? null)))
  for (const file of [paths.machine.hostKey, paths.machine.userKey]) {
    const text = await readFile(file, 'utf8').catch(() => '')
    found.push(...text.split('\n').filter((line) => line.length >= 40 && !line.startsWith('-----')))
  }
  found.push(...loginsIn(await readFile(dockerConfigFile, 'utf8').catch(() => '')))
  return found
}

/** The passwords in a text's URLs, as they stand and decoded. */
function passwordsIn(text: string): string[] {
  return [...text.matchAll(/:\/\/[^\s:/@"']*:([^\s/"']+)@/g)].flatMap(([, password = '']) => [
    password,
    decoded(password),
  ])
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** All that docker's configuration keeps of logins: encoded, and the passwords in them. */
function loginsIn(text: string): string[] {
  const found: string[] = []
  const look = (value: unknown, name: string): void => {
    if (typeof value === 'string' && isSecretName(name)) {
      found.push(value)
      const login = Buffer.from(value, 'base64').toString('utf8')
      if (/^[\x20-\x7e]+:[\x20-\x7e]+$/.test(login)) found.push(login, login.slice(login.indexOf(':') + 1))
    } else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) look(inner, key)
  }
  try {
    look(JSON.parse(text), '')
  } catch {
    // no configuration, or none that docker could read either
  }
  return found
}
