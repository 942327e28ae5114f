import http from 'node:http'

/** One client for all ways that are compared, so that its own cost is in each of them alike. */
function request(
  options: http.RequestOptions,
  body: Buffer | null,
  chunks: number,
): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve, reject) => {
    const req = http.request(options, (res) => {
      let bytes = 0
      res.on('data', (chunk: Buffer) => {
        bytes += chunk.length
      })
      res.on('end', () => resolve({ status: res.statusCode ?? 0, bytes }))
      res.on('error', reject)
    })
    req.on('error', reject)
    if (!body) {
      req.end()
      return
    }
    let left = chunks
    const write = (): void => {
      while (left > 0) {
        left -= 1
        if (!req.write(body)) {
          req.once('drain', write)
          return
        }
      }
      req.end()
    }
    write()
  })
}

/** Milliseconds of each of `count` `/_ping`s through the socket, on one kept connection or on a new one each. */
export async function pingTimes(socketPath: string, count: number, kept: boolean): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: kept, maxSockets: 1 })
  const times: number[] = []
  try {
    for (let i = 0; i < count; i++) {
      const began = performance.now()
      const { status } = await request({ socketPath, path: '/_ping', agent }, null, 0)
      if (status !== 200) throw new Error(`/_ping through ${socketPath} answered ${status}`)
      times.push(performance.now() - began)
    }
  } finally {
    agent.destroy()
  }
  return times
}

/** Megabytes (10^6) a second of one transfer of `bytes` through the socket to the blob server. */
export async function transferRate(socketPath: string, bytes: number, way: 'down' | 'up'): Promise<number> {
  const began = performance.now()
  if (way === 'down') {
    const got = await request({ socketPath, path: `/?bytes=${bytes}`, agent: false }, null, 0)
    if (got.bytes !== bytes) throw new Error(`${got.bytes} of ${bytes} bytes came down`)
  } else {
    const chunk = Buffer.alloc(1 << 20)
    const headers = { 'content-length': bytes }
    const options = { socketPath, path: '/', method: 'PUT', headers, agent: false as const }
    const got = await request(options, chunk, bytes / chunk.length)
    if (got.status !== 200) throw new Error(`the upload was answered with ${got.status}`)
  }
  return bytes / 1e6 / ((performance.now() - began) / 1000)
}
