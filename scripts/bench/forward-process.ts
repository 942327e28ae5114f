import { readFile } from 'node:fs/promises'
import net from 'node:net'
import { silent } from '../../electron/base/log.ts'
import { pathsOf } from '../../electron/base/paths.ts'
import { EngineForward } from '../../electron/guest/forward/engine-forward.ts'
import { GuestLink } from '../../electron/guest/link.ts'

/** `HOME PORT SOCKET TARGET`: forwards the guest's TARGET to SOCKET over a link of its own, until it is ended. */
const [home = '', port = '', socketPath = '', target = ''] = process.argv.slice(2)
const { machine } = pathsOf(home)

const link = new GuestLink({
  user: 'root',
  log: silent,
  connect: () =>
    new Promise((resolve, reject) => {
      const stream = net.connect(Number(port), '127.0.0.1', () => resolve(stream))
      stream.once('error', reject)
    }),
  hostKey: await readFile(`${machine.hostKey}.pub`),
  privateKey: await readFile(machine.userKey),
})
await link.open(AbortSignal.timeout(60_000))
const forward = await EngineForward.listen({ socketPath, target, link, log: silent })

process.once('SIGTERM', () => {
  void (async () => {
    await forward.close()
    await link.close()
    process.exit()
  })()
})
