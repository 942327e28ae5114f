import { expect, test } from 'vitest'
import { logOption, poolLines, poolsOf, proxyOption, setLogOption, setProxy, stringsIn } from './fields.ts'

test('lists of words are lines, and what is none is left to the text', () => {
  expect(stringsIn(undefined)).toEqual([])
  expect(stringsIn(['a', 'b'])).toEqual(['a', 'b'])
  expect(stringsIn('a')).toBeNull()
  expect(stringsIn([1])).toBeNull()
})

test('address pools go to lines and back; a line that is begun is kept for the engine to judge', () => {
  const pools = [{ base: '172.30.0.0/16', size: 24 }]
  expect(poolLines(pools)).toEqual(['172.30.0.0/16 24'])
  expect(poolsOf(['172.30.0.0/16 24', '10.0'])).toEqual([...pools, '10.0'])
  expect(poolLines(poolsOf(['172.30.0.0/16 24', '10.0']))).toEqual(['172.30.0.0/16 24', '10.0'])
  expect(poolLines([{ base: 'x', size: 1, other: 2 }])).toBeNull()
})

test("one log option set keeps Berth's others; the last one taken out takes all", () => {
  const bigger = setLogOption({}, 'max-size', '50m')
  expect(bigger).toEqual({ 'max-file': '5', 'max-size': '50m' })
  const engine = { 'log-opts': bigger ?? {} }
  expect(logOption(engine, 'max-size')).toBe('50m')
  expect(setLogOption(engine, 'max-size', '')).toEqual({ 'max-file': '5' })
  expect(setLogOption({ 'log-opts': { 'max-file': '5' } }, 'max-file', '')).toBeUndefined()
  expect(setLogOption({ 'log-driver': 'local' }, 'max-size', '1m')).toEqual({ 'max-size': '1m' })
})

test('a proxy is set beside the others; the last one taken out takes all', () => {
  const one = setProxy({}, 'http-proxy', 'http://p:1')
  expect(one).toEqual({ 'http-proxy': 'http://p:1' })
  const engine = { proxies: { 'http-proxy': 'http://p:1', 'no-proxy': '.x' } }
  expect(proxyOption(engine, 'no-proxy')).toBe('.x')
  expect(proxyOption(engine, 'https-proxy')).toBe('')
  expect(setProxy(engine, 'http-proxy', '')).toEqual({ 'no-proxy': '.x' })
  expect(setProxy({ proxies: { 'no-proxy': '.x' } }, 'no-proxy', '')).toBeUndefined()
  expect(proxyOption({ proxies: 'odd' }, 'http-proxy')).toBeNull()
})
