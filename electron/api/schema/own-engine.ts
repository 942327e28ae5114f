// Apart from the schemas: the page's first load needs this, and not what validates.

/** The id of Berth's own engine among all engines. */
export const ownEngine = 'berth'
