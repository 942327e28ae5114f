import type { OfferedTags, RegistryLogins } from '../schema/registries.ts'

/** Registries that images come from, and the user's logins to them. */
export interface RegistriesService {
  list(): Promise<RegistryLogins>
  /** Has the engine try a login at the registry, then keeps it. */
  login(registry: string, user: string, password: string): Promise<void>
  logout(registry: string): Promise<void>
  /** Has the engine try the login that is kept. */
  test(registry: string): Promise<void>
  /** The tags of a name, as in "ghcr.io/owner/name". */
  tags(name: string, signal: AbortSignal | undefined): Promise<OfferedTags>
}
