import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's young generation from growing in a utility process of Electron's, as the berth command's flag does for a host
 * that it starts (`cli/hosts.ts`). A utility process is given no flags of V8's: what `execArgv` names is heard by Node only,
 * and a largest size is read once, before any code runs. By how much to grow is read each time; Electron leaves flags open
 * to change (`--no-freeze-flags-after-init`). So it has to be loaded before what fills the heap, and by nobody but the host.
 */
if ('parentPort' in process) setFlagsFromString('--semi-space-growth-factor=1')
