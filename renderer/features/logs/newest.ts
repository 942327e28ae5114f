/** lines of each container that a log begins with, unless more is asked for */
export const newestLines = 10_000
