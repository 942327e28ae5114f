import { access, constants } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { BerthError } from '../../base/errors.ts'
import { prepareHome } from '../../base/home.ts'
import { dockerHost } from '../../base/paths.ts'
import type { Context } from '../context.ts'
import { dockerProxiesOf } from '../../api/schema/engine-settings.ts'
import { linkDockerConfig, type DockerProxies } from '../../base/docker-config.ts'

/** What makes this process become another program; it does not come back. */
export type Become = (file: string, args: readonly string[], env: NodeJS.ProcessEnv) => Promise<number>

/** Settings that would send docker elsewhere, or over TLS. */
const elsewhere = ['DOCKER_CONTEXT', 'DOCKER_TLS', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH']

/** First words of what docker does without an engine. */
const engineless = ['help', 'context', 'completion']

/** First words of what makes containers and images, and writes neither logins nor contexts. */
const makers = ['run', 'create', 'build', 'builder', 'buildx', 'compose', 'container', 'image']

/** The docker command that Berth brings along, against this engine: signals, streams and exit code are docker's own. */
export async function docker(context: Context, args: readonly string[], become: Become): Promise<number> {
  const { paths, terminal } = context
  const { tools } = await context.installation()
  const program = path.join(tools, 'docker')
  await access(program, constants.X_OK).catch((cause: unknown) => {
    throw new BerthError('image-missing', `The docker command is not there: ${program}.`, {
      hint: 'Run scripts/start: it builds it.',
      cause,
    })
  })
  await prepareHome(paths)
  const first = args[0] ?? 'help'
  const proxies = makers.includes(first) ? await proxiesOf(context) : null
  const config = proxies ? paths.run.proxiedDockerConfig : paths.run.dockerConfig
  await linkDockerConfig(config, tools, terminal.env, proxies)
  if (!first.startsWith('-') && !engineless.includes(first) && !(await answers(paths.run.engineSocket)))
    terminal.errors.write(`The machine is not running: "berth start" starts it.\n`)
  const env = Object.fromEntries(Object.entries(terminal.env).filter(([name]) => !elsewhere.includes(name)))
  return become(program, ['docker', ...args], {
    ...env,
    DOCKER_HOST: dockerHost(paths.run.engineSocket),
    DOCKER_CONFIG: config,
  })
}

/** What the engine's settings say of proxies; nothing while no host runs, when there is no engine either. */
async function proxiesOf({ hosts, paths }: Context): Promise<DockerProxies | null> {
  const host = await hosts.find()
  const view = await host?.api.settings.engine.view.query().catch(() => null)
  host?.close()
  const proxies = view && dockerProxiesOf(view.stored)
  return proxies ? { [dockerHost(paths.run.engineSocket)]: proxies } : null
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath)
    const end = (answered: boolean): void => {
      socket.destroy()
      resolve(answered)
    }
    socket.once('connect', () => end(true))
    socket.once('error', () => end(false))
  })
}
