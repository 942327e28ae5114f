import { expect, it } from 'vitest'
import { parseReference, repositoryOf } from './reference.ts'

const digest = `sha256:${'0a'.repeat(32)}`

it.each([
  ['alpine', 'alpine', 'latest', 'docker.io'],
  ['alpine:3.23', 'alpine', '3.23', 'docker.io'],
  ['team/app', 'team/app', 'latest', 'docker.io'],
  ['docker.io/library/alpine', 'docker.io/library/alpine', 'latest', 'docker.io'],
  ['index.docker.io/library/alpine', 'index.docker.io/library/alpine', 'latest', 'docker.io'],
  ['ghcr.io/owner/name:v1.2-rc_1', 'ghcr.io/owner/name', 'v1.2-rc_1', 'ghcr.io'],
  ['localhost/app', 'localhost/app', 'latest', 'localhost'],
  ['localhost:5000/a/b/c:1', 'localhost:5000/a/b/c', '1', 'localhost:5000'],
  ['127.0.0.1:5000/a', '127.0.0.1:5000/a', 'latest', '127.0.0.1:5000'],
  [`alpine@${digest}`, 'alpine', digest, 'docker.io'],
  [`ghcr.io/a/b:1@${digest}`, 'ghcr.io/a/b', digest, 'ghcr.io'],
])('takes %s apart', (text, name, version, registry) => {
  expect(parseReference(text)).toEqual({ name, version, registry, digest: text.includes('@') })
})

it.each([
  '',
  'Alpine',
  'a b',
  'alpine:',
  ':tag',
  'a//b',
  '/a',
  'a/',
  'https://x.io/a',
  'a@sha256:12',
  `a:${'t'.repeat(200)}`,
  '-x',
  '../a',
])('refuses %j', (text) => {
  expect(() => parseReference(text)).toThrow('is not the name of an image')
})

it.each([
  ['alpine', 'library/alpine'],
  ['docker.io/library/alpine', 'library/alpine'],
  ['index.docker.io/alpine', 'library/alpine'],
  ['team/app:1', 'team/app'],
  ['ghcr.io/owner/name', 'owner/name'],
  ['127.0.0.1:5000/a', 'a'],
])('knows where %s is in its registry', (text, repository) => {
  expect(repositoryOf(parseReference(text))).toBe(repository)
})
