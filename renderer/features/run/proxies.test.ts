import { expect, it } from 'vitest'
import { emptySpec } from '../../../electron/api/schema/run-spec.ts'
import { hasProxies, withoutProxies, withProxies } from './proxies.ts'

const proxies = [
  { name: 'HTTP_PROXY', value: 'http://proxy:3128' },
  { name: 'NO_PROXY', value: '.example.com' },
]
const own = { ...emptySpec, env: [{ name: 'NO_PROXY', value: 'mine' }] }

it('gives a container the proxies, and takes them away again', () => {
  const given = withProxies(emptySpec, proxies)
  expect(given.env).toEqual(proxies)
  expect([hasProxies(given, proxies), hasProxies(emptySpec, proxies)]).toEqual([true, false])
  expect(withoutProxies(given, proxies)).toEqual(emptySpec)
})

it('lets a value of its own stand', () => {
  const given = withProxies(own, proxies)
  expect(given.env).toEqual([...own.env, proxies[0]])
  expect(withoutProxies(given, proxies)).toEqual(own)
})
