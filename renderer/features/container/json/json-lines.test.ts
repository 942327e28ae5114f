import { expect, test } from 'vitest'
import {
  allParents,
  asPath,
  copyText,
  findInJson,
  jsonLines,
  parentsOf,
  pathStep,
  valueText,
  type Json,
} from './json-lines.ts'

const whole: Json = {
  Id: 'ab',
  State: { Running: true, Health: { Log: [{ Output: 'ok' }, {}] } },
  Labels: { 'com.example': 'Größe', empty: '' },
  Mounts: [],
  none: null,
}

const ids = (closed: string[] = []): string[] => jsonLines(whole, new Set(closed)).map(({ id }) => id)

test('every value is a line, known by its path as jq writes it', () => {
  expect(ids()).toEqual([
    '',
    '.Id',
    '.State',
    '.State.Running',
    '.State.Health',
    '.State.Health.Log',
    '.State.Health.Log[0]',
    '.State.Health.Log[0].Output',
    '.State.Health.Log[1]',
    '.Labels',
    '.Labels["com.example"]',
    '.Labels.empty',
    '.Mounts',
    '.none',
  ])
  expect(asPath('')).toBe('.')
  expect(asPath('["a b"].c')).toBe('.["a b"].c')
  expect(pathStep('with "quotes"')).toBe(String.raw`["with \"quotes\""]`)
})

test('what is closed hides all below it, and says how much it holds', () => {
  expect(ids(['.State', '.Labels'])).toEqual(['', '.Id', '.State', '.Labels', '.Mounts', '.none'])
  const said = jsonLines(whole, new Set(['.State'])).map((line) => valueText(line))
  expect(said.slice(0, 4)).toEqual(['{', '"ab"', '{ 2 }', '{'])
  expect(said.slice(-2)).toEqual(['[]', 'null'])
  expect(allParents(whole)).toEqual([
    '',
    '.State',
    '.State.Health',
    '.State.Health.Log',
    '.State.Health.Log[0]',
    '.Labels',
  ])
})

test('keys and values are found in any case, in what is closed too, and what has to be opened is known', () => {
  expect(findInJson(whole, 'GRÖSSE')).toEqual([])
  expect(findInJson(whole, 'GRÖß')).toEqual(['.Labels["com.example"]'])
  expect(findInJson(whole, 'log')).toEqual(['.State.Health.Log'])
  expect(findInJson(whole, 'true')).toEqual(['.State.Running'])
  expect(parentsOf(whole, '.State.Health.Log[0].Output')).toEqual([
    '',
    '.State',
    '.State.Health',
    '.State.Health.Log',
    '.State.Health.Log[0]',
  ])
  expect(parentsOf({ a: { x: 1 }, ab: { x: 1 } }, '.ab.x')).toEqual(['', '.ab'])
})

test('a text is copied as it is, all else as JSON', () => {
  expect(copyText('two\nlines')).toBe('two\nlines')
  expect(copyText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}')
})
