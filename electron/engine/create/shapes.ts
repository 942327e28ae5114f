import { z } from 'zod'

const texts = z.array(z.string()).nullish()
const words = z.record(z.string(), z.string()).nullish()
const set = z.record(z.string(), z.unknown()).nullish()
/** Cmd and Entrypoint: old clients sent one text. */
const command = z.union([z.array(z.string()), z.string().transform((text) => [text])]).nullish()

const Healthcheck = z.looseObject({
  Test: texts,
  /** nanoseconds */
  Interval: z.number().optional(),
  Timeout: z.number().optional(),
  StartPeriod: z.number().optional(),
  StartInterval: z.number().optional(),
  Retries: z.number().optional(),
})

/** What a container runs: of an image, of an inspect answer, or to be created. Source: the Engine API, ContainerConfig. */
export const Config = z.looseObject({
  Image: z.string().optional(),
  Hostname: z.string().optional(),
  Domainname: z.string().optional(),
  User: z.string().optional(),
  Env: texts,
  Cmd: command,
  Entrypoint: command,
  WorkingDir: z.string().optional(),
  Labels: words,
  Tty: z.boolean().optional(),
  OpenStdin: z.boolean().optional(),
  StdinOnce: z.boolean().optional(),
  StopSignal: z.string().nullish(),
  StopTimeout: z.number().nullish(),
  ExposedPorts: set,
  Volumes: set,
  Healthcheck: Healthcheck.nullish(),
})
export type Config = z.infer<typeof Config>

export const Mount = z.looseObject({
  Type: z.string().optional(),
  Source: z.string().optional(),
  Target: z.string(),
  ReadOnly: z.boolean().optional(),
  TmpfsOptions: z.looseObject({ SizeBytes: z.number().optional(), Mode: z.number().optional() }).nullish(),
})
export type Mount = z.infer<typeof Mount>

const PortBinding = z.looseObject({ HostIp: z.string().optional(), HostPort: z.string().optional() })
const Rates = z.array(z.looseObject({ Path: z.string(), Rate: z.number() })).nullish()
const Device = z.looseObject({
  PathOnHost: z.string(),
  PathInContainer: z.string().optional(),
  CgroupPermissions: z.string().optional(),
})

/** How it stands in the machine. Source: the Engine API, HostConfig. */
export const HostConfig = z.looseObject({
  Binds: texts,
  Mounts: z.array(Mount).nullish(),
  Tmpfs: words,
  PortBindings: z.record(z.string(), z.array(PortBinding).nullable()).nullish(),
  PublishAllPorts: z.boolean().optional(),
  NetworkMode: z.string().optional(),
  Links: texts,
  ExtraHosts: texts,
  Dns: texts,
  RestartPolicy: z.looseObject({ Name: z.string(), MaximumRetryCount: z.number().optional() }).nullish(),
  AutoRemove: z.boolean().optional(),
  LogConfig: z.looseObject({ Type: z.string().optional(), Config: words }).nullish(),
  ShmSize: z.number().nullish(),
  Memory: z.number().nullish(),
  MemoryReservation: z.number().nullish(),
  MemorySwap: z.number().nullish(),
  NanoCpus: z.number().nullish(),
  CpuPeriod: z.number().nullish(),
  CpuQuota: z.number().nullish(),
  CpuShares: z.number().nullish(),
  CpusetCpus: z.string().nullish(),
  PidsLimit: z.number().nullish(),
  BlkioWeight: z.number().nullish(),
  BlkioDeviceReadBps: Rates,
  BlkioDeviceWriteBps: Rates,
  BlkioDeviceReadIOps: Rates,
  BlkioDeviceWriteIOps: Rates,
  Ulimits: z
    .array(z.looseObject({ Name: z.string(), Soft: z.number().optional(), Hard: z.number().optional() }))
    .nullish(),
  GroupAdd: texts,
  ReadonlyRootfs: z.boolean().optional(),
  CapAdd: texts,
  CapDrop: texts,
  SecurityOpt: texts,
  Privileged: z.boolean().optional(),
  Init: z.boolean().nullish(),
  Devices: z.array(Device).nullish(),
  Sysctls: words,
  PidMode: z.string().optional(),
  IpcMode: z.string().optional(),
  UTSMode: z.string().optional(),
  UsernsMode: z.string().optional(),
  Runtime: z.string().nullish(),
  Isolation: z.string().nullish(),
})
export type HostConfig = z.infer<typeof HostConfig>

/** A container's place in one network. Source: the Engine API, EndpointSettings. */
export const Endpoint = z.looseObject({
  Aliases: texts,
  Links: texts,
  DriverOpts: words,
  IPAMConfig: z
    .looseObject({ IPv4Address: z.string().optional(), IPv6Address: z.string().optional() })
    .nullish(),
})
export type Endpoint = z.infer<typeof Endpoint>

/** What POST /containers/create takes. */
export type CreateBody = Config & {
  HostConfig: HostConfig
  NetworkingConfig?: { EndpointsConfig: Record<string, Endpoint> }
}
