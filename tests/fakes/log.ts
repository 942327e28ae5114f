import { Topic } from '../../electron/base/topic.ts'

const nginx = [
  '/docker-entrypoint.sh: Configuration complete; ready for start up',
  '2026/11/02 09:14:03 [notice] 1#1: nginx/1.29.4',
  '2026/11/02 09:14:03 [notice] 1#1: start worker processes',
  '172.17.0.1 - - [02/Nov/2026:09:14:09 +0000] "GET / HTTP/1.1" \u001b[32m200\u001b[0m 615 "-" "curl/8.17.0"',
  '172.17.0.1 - - [02/Nov/2026:09:14:11 +0000] "GET /favicon.ico HTTP/1.1" \u001b[33m404\u001b[0m 153 "-" "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"',
  '2026/11/02 09:14:11 [error] 29#29: *2 open() "/usr/share/nginx/html/favicon.ico" failed (2: No such file or directory), client: 172.17.0.1, request: "GET /favicon.ico HTTP/1.1"',
]

const boot = [
  '[    0.000000] Linux version 6.18.2-0-virt (Alpine 15.2.0) #1-Alpine SMP PREEMPT_DYNAMIC',
  '[    0.412311] virtio_blk virtio1: [vda] 284672 512-byte logical blocks (146 MB/139 MiB)',
  '[    1.903127] erofs (device vda): mounted with root inode @ nid 36.',
  'berth: data disk mounted on /data',
  'berth: engine started',
]

const host = [
  '{"level":30,"time":1793610843120,"pid":4711,"hostname":"pc","room":"machine","msg":"starting"}',
  '{"level":40,"time":1793610843720,"pid":4711,"hostname":"pc","room":"machine","msg":"KVM printed nothing","waitedMs":10000}',
  '{"level":30,"time":1793610860411,"pid":4711,"hostname":"pc","room":"engine","msg":"engine answers","version":"29.9.3"}',
]

/** A log that was written before, and, followed, goes on without a new line. */
export async function* fakeLog(
  name: string,
  follow: boolean,
  signal: AbortSignal,
): AsyncGenerator<string[], void> {
  if (name === 'container') for (let round = 0; round < 40; round += 1) yield nginx
  else yield name === 'host' ? host : boot
  if (follow) yield* new Topic<string[]>().follow(signal)
}
