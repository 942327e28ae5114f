/** Words that many pages say. */
export const common = {
  cancel: 'Cancel',
  close: 'Close',
  dismiss: 'Dismiss',
  remove: 'Remove',
  tryAgain: 'Try again',
  error: {
    lost: 'The connection to Berth was lost before it answered.',
    lostHint: 'The page reconnects by itself: look whether it was done, then try again.',
    unexpectedHint: 'Reload the page; if it happens again, please report it.',
  },
  undo: 'Undo',
  undoLast: 'Take back what was done last, while it is offered',
  undoWithKey: 'Undo (u)',
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
