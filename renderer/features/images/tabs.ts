/** What is shown of one image, tab by tab. */
export const imageTabs = ['overview', 'layers', 'users', 'inspect'] as const
export type ImageTab = (typeof imageTabs)[number]

export const isImageTab = (text: unknown): text is ImageTab => imageTabs.some((tab) => tab === text)
