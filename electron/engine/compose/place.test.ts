import { expect, it } from 'vitest'
import { placeOf } from './place.ts'

const text = `services:
  my.web:
    image: busybox
    ports:
      - "80:80"
      - nonsense
`

it.each([
  ['go-yaml load error in parser at L3.C11-L4.C1: no', { line: 3, column: 11 }],
  ['yaml: line 7: mapping values are not allowed', { line: 7, column: 1 }],
  ['validating /p/c.yaml: services.my.web.image must be a string', { line: 3, column: 5 }],
  ['validating /p/c.yaml: services.my.web.ports.1 is wrong', { line: 6, column: 9 }],
  ["validating /p/c.yaml: additional properties 'services' not allowed", { line: 1, column: 1 }],
  // As far as the path leads.
  ['validating /p/c.yaml: services.my.web.none must be', { line: 2, column: 3 }],
  ['service "my.web" has neither an image nor a build context', { line: 2, column: 3 }],
  ['validating /p/c.yaml: networks must be a mapping', null],
  ['something else', null],
])('finds the place of “%s”', (said, place) => {
  expect(placeOf(said, text)).toEqual(place)
})
