import { pino, type Logger } from 'pino'
import { RotatingFile, type Rotation } from './rotating-file.ts'

const rotation: Rotation = { maxBytes: 5 * 1024 * 1024, keep: 3 }

/**
 * Names under which a secret could ever be logged, at the top of a record and one level down. What must not be logged is
 * not handed to the log in the first place; this is the second net.
 */
const secrets = ['token', 'cookie', 'authorization', 'password', 'privateKey', 'key', 'identitytoken', 'auth']

/** The host's log: JSON lines in `host.log`, rotated, read by `berth logs host`. */
export function openLog(file: string, level = 'info'): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secrets.flatMap((name) => [name, `*.${name}`, `headers.${name}`, `*.headers.${name}`]),
      },
    },
    new RotatingFile(file, rotation),
  )
}
