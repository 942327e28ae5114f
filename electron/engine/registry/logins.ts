import { z } from 'zod'
import { BerthError } from '../../base/errors.ts'
import type { EngineClient } from '../client.ts'
import { refusalOf } from '../errors.ts'
import { serverOf, type Login } from '../pull/credentials.ts'
import { registryFailure } from '../pull/failure.ts'

const Answer = z.object({ IdentityToken: z.string().optional() }).nullable()

/**
 * Has the engine try a login at its registry (`POST /auth`). Resolves with what is to be kept: the same, or the token
 * that the registry gave for it.
 */
export async function tryLogin(client: EngineClient, registry: string, login: Login): Promise<Login> {
  const doing = `log in to ${registry}`
  try {
    const answer = await client.json({
      doing,
      method: 'POST',
      path: '/auth',
      body: { ...login, serveraddress: serverOf(registry) },
    })
    const token = Answer.parse(answer)?.IdentityToken
    return token ? { identitytoken: token } : login
  } catch (thrown) {
    const refused = refusalOf(thrown)
    if (!refused) throw thrown
    // Docker Hub's refusal comes as the status, others' in the words.
    if (refused.status === 401 || / 401\b/.test(refused.words))
      throw new BerthError('bad-input', `${registry} does not take this login: ${refused.words}`, {
        hint: 'Check user and password. Many registries want an access token, made on their own pages, in place of the password.',
      })
    throw registryFailure(doing, { registry }, refused.words)
  }
}
