/** Texts of saved views. */
export const VIEWS = {
  'views.title': 'Views',
  'views.none': 'No view of this page has been saved yet.',
  'views.own': 'Yours',
  'views.shared': 'Shared by %{name}',
  'views.own_shared': 'Yours, shared with the team',
  'views.delete': 'Delete the view %{name}',
  'views.save': 'Save this view',
  'views.name': 'Name',
  'views.share': 'Share with the team',
  'views.saved': 'Saved as %{name}.',
  'views.failed': 'This did not work: %{why}',
} as const;
