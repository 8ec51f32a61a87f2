/** What each key does. */
export const KEYS = {
  'keys.title': 'Keyboard shortcuts',
  'keys.search': 'Search',
  'keys.search_anywhere': 'Search, from within a field too',
  'keys.sheet': 'Show these shortcuts',
  'keys.issue': 'Issue or deduct credits, on an account',
  'keys.refund': 'Refund the debit in focus',
  'keys.note': 'Write a note, on an account',
  'keys.explain': 'Explain the balance, on an account',
  'keys.older': 'Older event, in the drawer',
  'keys.newer': 'Newer event, in the drawer',
  'keys.step': 'Do the step of a dialog: preview, then confirm',
  'keys.close': 'Close',
  'keys.on': 'Shortcuts of one letter or sign are on',
} as const;
