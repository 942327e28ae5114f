/** What the page says to the preload when it needs a connection: at its start, and whenever it has lost one. */
export const portWanted = 'berth:port-wanted'

/** What comes with the port that answers it. */
export const portGiven = 'berth:port'

/** Says that nobody is at the other end of the page's port any more: a port of a page does not tell when that crashed. */
export const portLost = 'berth:port-lost'
