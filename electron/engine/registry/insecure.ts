import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import type { EngineClient } from '../client.ts'

const Info = z.object({
  RegistryConfig: z
    .object({
      InsecureRegistryCIDRs: z.array(z.string()).nullish(),
      IndexConfigs: z.record(z.string(), z.object({ Secure: z.boolean() })).nullish(),
    })
    .nullish(),
})

/** Which registries the engine reaches without TLS, or without a certificate that it can check. */
export async function insecureRegistries(client: EngineClient): Promise<(registry: string) => boolean> {
  const { RegistryConfig } = Info.parse(await client.json({ doing: 'ask for its registries', path: '/info' }))
  const networks = new BlockList()
  for (const one of RegistryConfig?.InsecureRegistryCIDRs ?? []) {
    const [net = '', bits = ''] = one.split('/')
    const family = isIP(net)
    if (family && /^\d{1,3}$/.test(bits))
      networks.addSubnet(net, Number(bits), family === 6 ? 'ipv6' : 'ipv4')
  }
  return (registry) => {
    const known = RegistryConfig?.IndexConfigs?.[registry]
    if (known) return !known.Secure
    const host = registry.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
    const address = host === 'localhost' ? '127.0.0.1' : host
    const family = isIP(address)
    return family !== 0 && networks.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
}
