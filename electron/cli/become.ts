import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Lets another program take this process's place, so that its terminal, its signals and its exit code need no carrying.
 * Where the system has no such call, it runs as a child with our streams. `args` begins with the program's name.
 */
export async function become(file: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const defined = Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
  if (process.execve) process.execve(file, args, defined)
  const child = spawn(file, args.slice(1), { stdio: 'inherit', env: defined })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
