import type { Docker } from './docker.ts'
import type { Log } from '../base/log.ts'
import type { EngineClient } from './client.ts'
import type { Connection } from './connection.ts'
import type { DiskUse } from './disk-use/disk-use.ts'
import type { ContainerRow } from '../api/schema/containers.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { LiveCache } from './live-cache.ts'
import type { Credentials } from './pull/credentials.ts'

/** What every noun's service is made of: one client, one connection, one list of long work. */
export interface Room {
  readonly client: EngineClient
  readonly connection: Connection
  readonly containers: LiveCache<ContainerRow>
  readonly jobs: Jobs
  readonly diskUse: DiskUse
  readonly credentials: Credentials
  readonly docker: Docker
  readonly log: Log
}
