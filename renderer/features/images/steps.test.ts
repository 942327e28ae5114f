import { expect, it } from 'vitest'
import { stepWords } from './steps.ts'

it.each([
  ['/bin/sh -c #(nop)  CMD ["sh"]', 'CMD ["sh"]'],
  ['/bin/sh -c #(nop) ADD file:1a2b in / ', 'ADD file:1a2b in /'],
  ['/bin/sh -c apt-get update', 'RUN apt-get update'],
  ['RUN /bin/sh -c make # buildkit', 'RUN make'],
  ['COPY a /b # buildkit', 'COPY a /b'],
  ['', ''],
])('reads %j as %j', (command, words) => {
  expect(stepWords(command)).toBe(words)
})
