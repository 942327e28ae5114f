import { expect, test } from 'vitest'
import { looksSecret } from './secrets.ts'

test.each([
  'POSTGRES_PASSWORD',
  'PGPASSWORD',
  'MYSQL_ROOT_PASSWD',
  'DB_PASS',
  'dbPass',
  'API_KEY',
  'apikey',
  'AWS_SECRET_ACCESS_KEY',
  'GITHUB_TOKEN',
  'SSH_PRIVATE_KEY',
  'basic.auth',
  'SENTRY_DSN',
])('%s is hidden', (name) => expect(looksSecret(name, 'x')).toBe(true))

test.each(['PATH', 'KEYBOARD', 'AUTHOR', 'PASSENGER_APP_ENV', 'COMPASS', 'PINGS', 'MONKEY', 'LANG'])(
  '%s is shown',
  (name) => expect(looksSecret(name, 'x')).toBe(false),
)

test('a URL with a password is hidden whatever it is called; an empty value hides nothing', () => {
  expect(looksSecret('DATABASE_URL', 'postgres://app:hunter2@db/app')).toBe(true)
  expect(looksSecret('DATABASE_URL', 'postgres://db/app')).toBe(false)
  expect(looksSecret('HOMEPAGE', 'https://example.com/a:b@c')).toBe(false)
  expect(looksSecret('PASSWORD', '')).toBe(false)
})
