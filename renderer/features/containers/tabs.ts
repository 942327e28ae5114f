export const detailTabs = ['logs', 'terminal', 'details', 'inspect'] as const
export type DetailTab = (typeof detailTabs)[number]

export const isDetailTab = (value: unknown): value is DetailTab => detailTabs.some((tab) => tab === value)
