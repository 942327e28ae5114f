import type { OfferedTags, RegistryLogins } from '../../api/schema/registries.ts'
import { BerthError } from '../../base/errors.ts'
import { parseReference } from '../pull/reference.ts'
import type { Room } from '../room.ts'
import { tryLogin } from './logins.ts'
import type { Registries } from './registries.ts'

const never = new AbortController().signal

/** Fulfils the contract's `RegistriesService`. */
export function registriesService({ client, connection, credentials }: Room, registries: Registries) {
  return {
    list: (): Promise<RegistryLogins> => credentials.list(),
    async login(registry: string, username: string, password: string): Promise<void> {
      connection.require(`log in to ${registry}`)
      await credentials.store(registry, await tryLogin(client, registry, { username, password }))
    },
    logout: (registry: string): Promise<void> => credentials.erase(registry),
    async test(registry: string): Promise<void> {
      connection.require(`log in to ${registry}`)
      const login = await credentials.loginFor(registry, never)
      if (!login)
        throw new BerthError('not-found', `There is no login to ${registry} that can be read.`, {
          hint: "Unlock the store of this computer's secrets if it is locked, or log in again.",
        })
      await tryLogin(client, registry, login)
    },
    async tags(name: string, signal: AbortSignal = never): Promise<OfferedTags> {
      return registries.tags(parseReference(name), signal)
    },
  }
}
