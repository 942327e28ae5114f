import { z } from 'zod'
import type { BuildRequest, DockerfileView } from '../../api/schema/builds.ts'
import { buildWords } from '../../api/schema/build-command.ts'
import { commandFailed, type DockerCli } from '../docker-cli.ts'

const Location = z
  .object({ ranges: z.array(z.object({ start: z.object({ line: z.number() }) })).default([]) })
  .nullish()

const Targets = z.object({
  targets: z
    .array(
      z.object({
        name: z.string().default(''),
        base: z.string().default(''),
        default: z.boolean().default(false),
        location: Location,
      }),
    )
    .nullish(),
  sources: z.array(z.string()).nullish(),
})

const Outline = z.object({
  args: z
    .array(
      z.object({
        name: z.string(),
        value: z.string().default(''),
        description: z.string().default(''),
      }),
    )
    .nullish(),
  secrets: z.array(z.object({ name: z.string(), required: z.boolean().default(false) })).nullish(),
  ssh: z.array(z.unknown()).nullish(),
})

const Check = z.object({
  warnings: z
    .array(z.object({ ruleName: z.string().default(''), detail: z.string().default(''), location: Location }))
    .nullish(),
})

/** What of a request says which Dockerfile is meant. */
export type Looked = Pick<BuildRequest, 'context' | 'dockerfile' | 'target'>

const none = {
  tags: [],
  args: [],
  secrets: [],
  ssh: false,
  platforms: [],
  labels: [],
  noCache: false,
  pull: false,
  network: 'default',
  output: 'load',
} as const

/** ms; a repository has to be fetched first */
const deadlineMs = 60_000

/**
 * Has the engine read a Dockerfile: its stages, and the arguments and secrets that a target takes. The second needs
 * what the base images say of themselves, so it may fail where the first does not; nothing is offered then.
 */
export async function lookAtDockerfile(
  docker: DockerCli,
  asked: Looked,
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<DockerfileView> {
  const ask = async (call: string, target: string | null): Promise<string> => {
    const request = { ...none, ...asked, target, tags: [], args: [], secrets: [], platforms: [], labels: [] }
    const plain = buildWords(request).filter((word) => word !== '--load')
    const words = [...plain.slice(0, 2), '--builder=default', `--call=${call},format=json`, ...plain.slice(2)]
    let answer = ''
    const { code, lastWords } = await docker.run(words, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(deadlineMs)]),
      env,
      onLines: (lines) => {
        for (const { stream, text } of lines) if (stream === 'stdout') answer += `${text}\n`
      },
    })
    // The linter ends with 1 when it found something; what it found is its answer all the same.
    if (code !== 0 && !answer.startsWith('{')) throw commandFailed('read the Dockerfile', code, lastWords)
    return answer
  }
  const { targets, sources } = Targets.parse(JSON.parse(await ask('targets', null)))
  const [outline, check] = await Promise.all([
    ask('outline', asked.target)
      .then((text) => Outline.parse(JSON.parse(text)))
      .catch(() => null),
    ask('check', asked.target)
      .then((text) => Check.parse(JSON.parse(text)))
      .catch(() => null),
  ])
  return {
    text: Buffer.from(sources?.[0] ?? '', 'base64').toString('utf8'),
    targets: (targets ?? []).map(({ name, base, location, default: isDefault }) => ({
      name,
      base,
      line: lineOf(location),
      isDefault,
    })),
    args: outline?.args ?? [],
    secrets: outline?.secrets ?? [],
    ssh: (outline?.ssh ?? []).length > 0,
    hints: (check?.warnings ?? []).map(({ ruleName, detail, location }) => ({
      rule: ruleName,
      detail,
      line: lineOf(location),
    })),
  }
}

const lineOf = (location: z.infer<typeof Location>): number | null => location?.ranges[0]?.start.line ?? null
