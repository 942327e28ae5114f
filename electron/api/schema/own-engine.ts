// Apart from the schemas: the page's first load needs this, and not what validates.

/** The id of Berth's own engine among all engines. */
export const ownEngine = 'berth'

/** The id of the engine of Windows' own containers. */
export const windowsEngine = 'windows'
