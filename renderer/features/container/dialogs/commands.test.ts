import { expect, test } from 'vitest'
import { commitCommand, updateCommand } from './commands.ts'

test('a commit says who, what and that it does not pause', () => {
  const options = { reference: null, author: '', message: '', pause: true }
  expect(commitCommand('web', options)).toBe('docker commit web')
  expect(
    commitCommand('web', {
      reference: 'team/app:1.2',
      author: 'Ada <ada@example.com>',
      message: "it's done",
      pause: false,
    }),
  ).toBe(
    String.raw`docker commit --author 'Ada <ada@example.com>' --message 'it'\''s done' --no-pause web team/app:1.2`,
  )
})

test('an update says what is changed, and nothing else', () => {
  expect(updateCommand('web', { cpus: 1.5 })).toBe('docker update --cpus 1.5 web')
  expect(
    updateCommand('web', {
      memory: 2 ** 28,
      memorySwap: 'unlimited',
      memoryReservation: 1_000_000,
      cpuShares: 512,
      cpuset: '0-1',
      pids: null,
      blkioWeight: 300,
      restart: { name: 'on-failure', maximumRetries: 3 },
    }),
  ).toBe(
    'docker update --memory 256m --memory-swap -1 --memory-reservation 1000000b --cpu-shares 512 ' +
      '--cpuset-cpus 0-1 --pids-limit -1 --blkio-weight 300 --restart on-failure:3 web',
  )
})
