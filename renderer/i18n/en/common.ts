/** Words that many pages say. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  remove: 'Remove',
  tryAgain: 'Try again',
  table: {
    selectGroup: 'Select all of {{group}}',
  },
  span: {
    seconds: '{{count, number}} s',
    minutes: '{{count, number}} min',
    hours: '{{count, number}} h',
    days: '{{count, number}} days',
    weeks: '{{count, number}} weeks',
    months: '{{count, number}} months',
    years: '{{count, number}} years',
  },
  ago: {
    seconds: '{{count, number}} s ago',
    minutes: '{{count, number}} min ago',
    hours: '{{count, number}} h ago',
    days: '{{count, number}} days ago',
    weeks: '{{count, number}} weeks ago',
    months: '{{count, number}} months ago',
    years: '{{count, number}} years ago',
  },
} as const
