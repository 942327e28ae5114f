import css from './LogView.module.css'

/** colours that tell sources apart; further ones begin anew */
const hues = 8

/** The class that gives an element the colour of a source. */
export const hueClass = (source: number): string => css[`hue${source % hues}`] ?? ''
