import { expect, it } from 'vitest'
import { unsharedHint } from '../unshared.ts'
import { composeFailure } from './failure.ts'

it.each([
  [
    "validating /p/compose.yaml: additional properties 'nets' not allowed",
    'compose knows no field “nets”.',
    'Look for a slip in its name or its indentation.',
  ],
  [
    'validating /p/compose.yaml: services.web.imag false schema',
    'compose knows no field “services.web.imag”.',
    'Look for a slip in its name or its indentation.',
  ],
  [
    'validating /p/compose.yaml: services.web.ports must be a array',
    'services.web.ports must be a array.',
    'Correct that place in the compose file.',
  ],
  [
    "go-yaml load error in parser (while parsing a flow sequence) at L3.C11-L4.C1: did not find expected ',' or ']'",
    "go-yaml load error in parser (while parsing a flow sequence) at L3.C11-L4.C1: did not find expected ',' or ']'",
    'Correct line 3 of the compose file, or the line before it.',
  ],
  [
    'env file /p/no.env not found: stat /p/no.env: no such file or directory',
    'there is no environment file /p/no.env.',
    'Make that file, or take it out of “env_file” or of the project’s environment files.',
  ],
  [
    'error while interpolating services.web.image: required variable X is missing a value: say X',
    'error while interpolating services.web.image: required variable X is missing a value: say X',
    'Set X in the project’s environment file (.env).',
  ],
  [
    'Error response from daemon: Bind for 0.0.0.0:8099 failed: port is already allocated',
    'Bind for 0.0.0.0:8099 failed: port is already allocated',
    'Another container or program has this port: stop that one, or change “ports” in the compose file.',
  ],
  [
    'Error response from daemon: Conflict. The container name "/taken" is already in use by container "6ff".',
    'Conflict. The container name "/taken" is already in use by container "6ff".',
    'Remove or rename the container taken, or take its “container_name” out of the compose file.',
  ],
  [
    'service "web" refers to undefined volume data: invalid compose project',
    'service "web" refers to undefined volume data',
    'Name the volume data in the compose file, or correct the reference to it.',
  ],
  [
    'service "web" depends on undefined service "db": invalid compose project',
    'service "web" depends on undefined service "db"',
    'Name the service db in the compose file, or correct the reference to it.',
  ],
  [
    'no container found for project "nope": not found',
    'no container found for project "nope": not found',
    'It has no containers yet: bring it up first.',
  ],
  [
    "Error response from daemon: error while creating mount source path '/home/me/shop': mkdir /home/me: read-only file system",
    "error while creating mount source path '/home/me/shop': mkdir /home/me: read-only file system",
    unsharedHint,
  ],
  [
    'something new',
    'something new',
    'These are compose’s own words; its output on the project’s page may say more.',
  ],
  [
    '',
    'compose gave no reason.',
    'These are compose’s own words; its output on the project’s page may say more.',
  ],
])('puts “%s” into a sentence that helps', (said, words, hint) => {
  const error = composeFailure('up shop', said)
  expect(error.message).toBe(`Could not up shop: ${words}`)
  expect(error.hint).toBe(hint)
})
