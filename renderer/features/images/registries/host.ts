import { RegistryHost } from '../../../../electron/api/schema/registries.ts'

/** Docker Hub, as images name it. */
export const dockerHub = 'docker.io'

/** The registry that was typed, as a host; null for what is none. An address out of a browser's bar is understood. */
export function typedHost(text: string): string | null {
  const host = text
    .trim()
    .replace(/^https?:\/\//, '')
    .replace(/\/+$/, '')
  if (host === '' || /^(?:index\.|registry-1\.|hub\.)?docker\.(?:io|com)(?:\/v1)?$/.test(host))
    return dockerHub
  return RegistryHost.safeParse(host).success ? host : null
}
