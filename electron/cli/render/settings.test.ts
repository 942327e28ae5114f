import { expect, test } from 'vitest'
import type { SettingRow } from '../../api/schema/settings.ts'
import { changeLines, settingLines } from './settings.ts'

const cpus: SettingRow = {
  name: 'cpus',
  value: 2,
  isDefault: true,
  takesEffect: 'at-next-start',
  description: 'Processors of the machine',
}
const engine: SettingRow = {
  name: 'engine',
  value: { labels: ['a=b'] },
  isDefault: false,
  takesEffect: 'at-engine-restart',
  description: 'daemon.json',
}

test('settings stand in columns', () => {
  expect(settingLines([cpus, engine])).toEqual([
    'cpus    2                   default  Processors of the machine',
    'engine  {"labels":["a=b"]}  set      daemon.json',
  ])
})

test('a change says what is now, and what it needs', () => {
  expect(changeLines({ row: cpus, needsRestart: false })).toEqual(['cpus is 2 (the default).'])
  expect(changeLines({ row: engine, needsRestart: true })).toEqual([
    'engine is {"labels":["a=b"]}.',
    'The running engine keeps its old value until it is restarted: "berth config set --apply" does that alone, "berth restart" the whole machine.',
  ])
})

test('a list is written as it would be set', () => {
  const sharedFolders: SettingRow = {
    ...cpus,
    name: 'sharedFolders',
    value: ['/home/me/a b', '/srv/a-rather-long-name'],
    isDefault: false,
  }
  expect(settingLines([cpus, sharedFolders])).toEqual([
    'cpus           2                         default  Processors of the machine',
    'sharedFolders  ["/home/me/a b","/srv/a-rather-long-name"]  set      Processors of the machine',
  ])
})
