/** A path of a Linux computer, as docker takes it. */
export const isUnixPath = (text: string): boolean => /^\/[^:]*$/.test(text)
const isPipe = (text: string): boolean => /^[\\/]{2}\.[\\/]pipe[\\/][^:*?"<>|]+$/i.test(text)
const isDrivePath = (text: string): boolean => /^[A-Za-z]:(?:[\\/][^:*?"<>|]*)?$/.test(text)
/** A folder or a named pipe, as Windows writes it. */
export const isWindowsPath = (text: string): boolean => isDrivePath(text) || isPipe(text)
/** Windows' own drive, over which nothing can be mounted. */
export const isSystemDrive = (text: string): boolean => /^c:[\\/]*$/i.test(text)

/** A kind of device that Windows lends out whole, by its interface class: "class/5B45201D-F2F2-4F3B-85BB-30FF1F953599". */
export const isDeviceClass = (text: string): boolean => /^class\/[0-9A-Fa-f-]{36}$/.test(text)
