import { isSecretName, redactText, removed } from './text.ts'
import { proxyWithoutUser } from './urls.ts'

/** A value of JSON without what is or may be a secret: by its name, by what it is in, or by its own form. */
export function redactJson(value: unknown, name = ''): unknown {
  if (isSecretName(name) && value !== null && typeof value !== 'boolean') return removed
  if (/^(?:env|environment|auths|credHelpers|labels|build-?args)$/i.test(name)) return valuesRemoved(value)
  if (typeof value === 'string') return /proxy$/i.test(name) ? proxyWithoutUser(value) : redactText(value)
  if (Array.isArray(value)) return value.map((each) => redactJson(each))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, redactJson(inner, key)]))
  return value
}

/** Names stay, for they help; what they are set to does not. */
function valuesRemoved(value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((each: unknown) =>
      typeof each === 'string' && each.includes('=')
        ? `${each.slice(0, each.indexOf('='))}=${removed}`
        : removed,
    )
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.keys(value).map((key) => [key, removed]))
  return value === null || value === undefined ? value : removed
}
