import { describe as group, expect, it } from 'vitest'
import type { ComposeFiles } from '../../api/schema/compose.ts'
import { parseProjectContainers } from './container.ts'
import { describe, gather } from './projects.ts'

const id = (digit: string): string => digit.repeat(64)

function container(digit: string, labels: Record<string, string>, more: object = {}): object {
  const all = Object.entries(labels).map(([name, value]) => [`com.docker.compose.${name}`, value])
  return {
    Id: id(digit),
    Names: [`/${labels['project'] ?? 'x'}-${digit}`],
    Image: 'busybox',
    State: 'running',
    Status: 'Up 2 seconds',
    Created: 100,
    Labels: Object.fromEntries(all) as object,
    ...more,
  }
}
const where = (dir: string): Record<string, string> => ({
  'project.working_dir': dir,
  'project.config_files': `${dir}/compose.yaml,${dir}/more.yaml`,
})
const files = (dir: string): ComposeFiles => ({
  files: [`${dir}/compose.yaml`, `${dir}/more.yaml`],
  dir,
  envFiles: [],
  profiles: [],
})
const opened = (name: string, source: ComposeFiles) => ({
  name,
  source,
  openedAt: '2026-01-01T00:00:00.000Z',
})

group('projects of containers', () => {
  it('are gathered by their labels, their containers by service and number; one-off runs are left out', () => {
    const containers = parseProjectContainers([
      container('1', { project: 'shop', service: 'web', 'container-number': '10', ...where('/shop') }),
      container('2', { project: 'shop', service: 'web', 'container-number': '2' }),
      container('3', { project: 'shop', service: 'db', 'container-number': 'nonsense' }),
      container('4', { project: 'shop', service: 'web', oneoff: 'True' }),
      container('5', { project: 'Not A Project', service: 'web' }),
      container('6', {}),
      'nonsense',
    ])
    const shop = gather(containers, []).get('shop')
    expect(shop?.services.map((s) => [s.name, s.containers.map(({ number }) => number)])).toEqual([
      ['db', [1]],
      ['web', [2, 10]],
    ])
    expect(shop?.labelled).toEqual(files('/shop'))
    expect([...gather(containers, []).keys()]).toEqual(['shop'])
  })

  it('have the files of their newest container, and none where labels name none that can be found', () => {
    const containers = parseProjectContainers([
      container('1', { project: 'shop', service: 'a', ...where('/old') }),
      container('2', { project: 'shop', service: 'b', ...where('/new') }, { Created: 200 }),
      container('3', {
        project: 'piped',
        service: 'a',
        'project.working_dir': '/x',
        'project.config_files': '-',
      }),
    ])
    const projects = gather(containers, [opened('idle', files('/idle'))])
    expect(projects.get('shop')?.labelled?.dir).toBe('/new')
    expect(projects.get('piped')?.labelled).toBeNull()
    expect(projects.get('idle')).toMatchObject({ services: [], labelled: null })
  })

  it('say whether their files are here, and which they are', async () => {
    const running = parseProjectContainers([
      container('1', { project: 'shop', service: 'a', ...where('/old') }),
    ])
    const here =
      (...dirs: string[]) =>
      async (all: readonly string[]): Promise<boolean> =>
        all.every((file) => dirs.some((dir) => file.startsWith(`${dir}/`)))
    const shop = (...all: ReturnType<typeof opened>[]) => gather(running, all).get('shop')!
    expect(await describe(shop(), here('/old'))).toMatchObject({ source: files('/old'), filesAre: 'here' })
    expect(await describe(shop(), here())).toMatchObject({ source: files('/old'), filesAre: 'missing' })
    // Opened from elsewhere: counts once the files of its containers are gone.
    const moved = opened('shop', files('/new'))
    expect(await describe(shop(moved), here('/old', '/new'))).toMatchObject({ source: { dir: '/old' } })
    expect(await describe(shop(moved), here('/new'))).toMatchObject({
      source: { dir: '/new' },
      filesAre: 'here',
      openedAt: moved.openedAt,
    })
    // The same files with what was chosen for them.
    const chosen = opened('shop', { ...files('/old'), profiles: ['tools'] })
    expect(await describe(shop(chosen), here('/old'))).toMatchObject({ source: { profiles: ['tools'] } })
    const [piped] = gather(
      parseProjectContainers([container('3', { project: 'piped', service: 'a' })]),
      [],
    ).values()
    expect(await describe(piped!, here())).toMatchObject({ source: null, filesAre: 'unknown' })
  })
})
