import { z } from 'zod'

const text = z.string().default('')
const texts = z.array(z.string()).nullish()
const count = z.number().default(0)
const labels = z.record(z.string(), z.string()).nullish()

const Binding = z.object({ HostIp: text, HostPort: text })

const State = z.object({
  Status: z.string(),
  ExitCode: count,
  Error: text,
  OOMKilled: z.boolean().default(false),
  Pid: count,
  StartedAt: z.string().nullish(),
  FinishedAt: z.string().nullish(),
  Health: z
    .object({
      Status: z.string(),
      FailingStreak: count,
      Log: z.array(z.object({ Start: z.string(), End: z.string(), ExitCode: count, Output: text })).nullish(),
    })
    .nullish(),
})

const Config = z.object({
  Image: text,
  Hostname: text,
  Domainname: text,
  User: text,
  WorkingDir: text,
  Tty: z.boolean().default(false),
  OpenStdin: z.boolean().default(false),
  Entrypoint: texts,
  Cmd: texts,
  Env: texts,
  Labels: labels,
  StopSignal: text,
  StopTimeout: z.number().nullish(),
  Healthcheck: z
    .object({ Test: texts, Interval: count, Timeout: count, StartPeriod: count, Retries: count })
    .nullish(),
})

export const HostConfig = z.object({
  RestartPolicy: z.object({ Name: text, MaximumRetryCount: count }).nullish(),
  AutoRemove: z.boolean().default(false),
  LogConfig: z.object({ Type: text, Config: labels }).nullish(),
  Memory: count,
  MemorySwap: count,
  MemoryReservation: count,
  NanoCpus: count,
  CpuQuota: count,
  CpuPeriod: count,
  CpuShares: count,
  CpusetCpus: text,
  PidsLimit: z.number().nullish(),
  BlkioWeight: count,
  ShmSize: count,
  Ulimits: z.array(z.object({ Name: text, Soft: count, Hard: count })).nullish(),
  Privileged: z.boolean().default(false),
  ReadonlyRootfs: z.boolean().default(false),
  CapAdd: texts,
  CapDrop: texts,
  SecurityOpt: texts,
  GroupAdd: texts,
  Devices: z.array(z.object({ PathOnHost: text, PathInContainer: text })).nullish(),
  PidMode: text,
  IpcMode: text,
  UTSMode: text,
  UsernsMode: text,
  NetworkMode: text,
  Init: z.boolean().nullish(),
})

const Mount = z.object({
  Type: text,
  Name: text,
  Source: text,
  Destination: z.string(),
  Driver: text,
  Propagation: text,
  RW: z.boolean().default(true),
})

const Endpoint = z.object({
  IPAddress: text,
  IPPrefixLen: count,
  Gateway: text,
  GlobalIPv6Address: text,
  GlobalIPv6PrefixLen: count,
  IPv6Gateway: text,
  MacAddress: text,
  Aliases: texts,
  DNSNames: texts,
})

/** `GET /containers/{id}/json`, as far as the detail shows it in its own words; the rest is in `raw`. */
export const Inspected = z.object({
  Id: z.string(),
  Name: text,
  Image: text,
  Created: text,
  Path: text,
  Args: texts,
  Platform: text,
  RestartCount: count,
  AppArmorProfile: text,
  SizeRw: z.number().nullish(),
  SizeRootFs: z.number().nullish(),
  State,
  Config,
  HostConfig: HostConfig.nullish(),
  Mounts: z.array(Mount).nullish(),
  NetworkSettings: z
    .object({
      Ports: z.record(z.string(), z.array(Binding).nullable()).nullish(),
      Networks: z.record(z.string(), Endpoint).nullish(),
    })
    .nullish(),
  ImageManifestDescriptor: z
    .object({
      platform: z.object({ os: text, architecture: text, variant: text }).nullish(),
    })
    .nullish(),
})
export type Inspected = z.infer<typeof Inspected>
export type HostConfig = z.infer<typeof HostConfig>
export type Binding = z.infer<typeof Binding>
