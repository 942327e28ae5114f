import { describe, expect, it } from 'vitest'
import { LineSplitter } from './lines.ts'

describe('LineSplitter', () => {
  it('joins what came in pieces and takes both kinds of line end', () => {
    const lines = new LineSplitter(100)
    expect(lines.push('be')).toEqual([])
    expect(lines.push('rth\r\nsecond\nthi')).toEqual(['berth', 'second'])
    expect(lines.push('rd\n\n')).toEqual(['third', ''])
  })

  it('bounds a line that never ends and finds the next one', () => {
    const lines = new LineSplitter(5)
    for (let i = 0; i < 1000; i++) expect(lines.push('x'.repeat(100))).toEqual([])
    expect(lines.push('tail\nnext\n')).toEqual(['xxxxx', 'next'])
  })

  it('gives the rest at the end, once', () => {
    const lines = new LineSplitter(100)
    expect(lines.push('one\ntw')).toEqual(['one'])
    expect(lines.end()).toBe('tw')
    expect(lines.end()).toBe('')
  })
})
