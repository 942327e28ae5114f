import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** The one accent: a quiet harbour blue. Red and amber are kept for what is broken and what needs you. */
const berth: MantineColorsTuple = [
  '#e9f5f9',
  '#d3e8ef',
  '#a6d1df',
  '#78bad1',
  '#5bb8d4',
  '#2f93b3',
  '#14799a',
  '#0b6b86',
  '#07566d',
  '#033f51',
]

/** Mantine's red is too light for white words on it (WCAG 1.4.3). */
const red: MantineColorsTuple = [
  '#fdeeec',
  '#fbd9d5',
  '#f6b4ad',
  '#ffa99d',
  '#ff8f80',
  '#e2584c',
  '#c9392f',
  '#b3261e',
  '#94201a',
  '#761a15',
]

/** Mantine's greys of the dark scheme, in our own tint, so that fields and menus belong to the page. */
const dusk: MantineColorsTuple = [
  '#c9ced1',
  '#b6bdc1',
  '#838c91',
  '#687177',
  '#444c50',
  '#353c40',
  '#1f2427',
  '#1b1f21',
  '#171a1c',
  '#111415',
]

const quiet = { transitionProps: { duration: 100 } }

export const theme = createTheme({
  primaryColor: 'berth',
  primaryShade: { light: 7, dark: 6 },
  colors: { berth, red, dark: dusk },
  autoContrast: true,
  defaultRadius: 4,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.8125rem', lg: '0.875rem', xl: '1rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1rem' }, h2: { fontSize: '0.875rem' } } },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { size: 28, variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 500, withArrow: false, ...quiet } },
    // The placeholder for the first focus is a child that a menu must not have (ARIA 1.2, menu).
    Menu: { defaultProps: { shadow: 'none', withInitialFocusPlaceholder: false, ...quiet } },
    Popover: { defaultProps: { shadow: 'none', ...quiet } },
    Modal: {
      defaultProps: {
        shadow: 'none',
        ...quiet,
        overlayProps: { backgroundOpacity: 0.35 },
        centered: true,
        closeButtonProps: { 'aria-label': 'Close dialog' },
      },
    },
    Notification: { defaultProps: { withBorder: true } },
  },
})

const light = {
  '--bg': '#fbfbfa',
  '--raised': '#ffffff',
  '--sunk': '#f3f3f1',
  '--hover': '#f0f1ef',
  '--line': '#e2e2de',
  '--line-strong': '#c9cac6',
  '--text': '#1c1f21',
  '--dim': '#5c6266',
  '--accent': '#0b6b86',
  '--accent-soft': '#e3f1f5',
  '--ok': '#26743a',
  '--warn': '#855500',
  '--bad': '#b3261e',
  '--bad-soft': '#fdeeec',
  '--warn-soft': '#fbf3e0',
  '--mark': '#ffe08a',
  '--mark-now': '#ffb454',
  // Lines of the network map, told apart by those who see fewer colours too (after Okabe and Ito).
  '--network-1': '#0072b2',
  '--network-2': '#ab4f1b',
  '--network-3': '#00795b',
  '--network-4': '#9b4f85',
  '--network-5': '#6d6500',
  '--network-6': '#4a5560',
}

const dark: typeof light = {
  '--bg': '#15181a',
  '--raised': '#1b1f21',
  '--sunk': '#111415',
  '--hover': '#202528',
  '--line': '#2a3033',
  '--line-strong': '#444c50',
  '--text': '#e2e5e7',
  '--dim': '#9aa3a8',
  '--accent': '#5bb8d4',
  '--accent-soft': '#15303a',
  '--ok': '#6fc486',
  '--warn': '#e3b45c',
  '--bad': '#ff8f80',
  '--bad-soft': '#33201e',
  '--warn-soft': '#2e2716',
  '--mark': '#6b5410',
  '--mark-now': '#a56a12',
  '--network-1': '#56b4e9',
  '--network-2': '#f0a35e',
  '--network-3': '#3cc79e',
  '--network-4': '#dd94c4',
  '--network-5': '#dcd25a',
  '--network-6': '#aab4bb',
}

/** Our own names for the colours, and Mantine's tied to them. */
export const cssVariables: CSSVariablesResolver = () => {
  const tied = (own: typeof light): Record<string, string> => ({
    ...own,
    '--mantine-color-body': own['--raised'],
    '--mantine-color-text': own['--text'],
    '--mantine-color-dimmed': own['--dim'],
    '--mantine-color-placeholder': own['--dim'],
    '--mantine-color-default-border': own['--line-strong'],
    '--mantine-color-default-hover': own['--hover'],
    '--mantine-color-default': own['--raised'],
    '--mantine-color-berth-light': own['--accent-soft'],
    '--mantine-color-berth-light-color': own['--accent'],
    // Mantine's own are too dark under words of the same colour (WCAG 1.4.3).
    '--mantine-color-berth-light-hover': `color-mix(in srgb, ${own['--accent']} 12%, ${own['--raised']})`,
    '--mantine-color-red-light-hover': `color-mix(in srgb, ${own['--bad']} 12%, ${own['--raised']})`,
    '--mantine-color-error': own['--bad'],
    '--mantine-color-anchor': own['--accent'],
  })
  return { variables: {}, light: tied(light), dark: tied(dark) }
}
