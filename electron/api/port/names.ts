/** What the page says to the preload when it needs a connection: at its start, and whenever it has lost one. */
export const portWanted = 'berth:port-wanted'

/** What comes with the port that answers it. */
export const portGiven = 'berth:port'
