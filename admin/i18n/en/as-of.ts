/** Texts of looking at an account as of a moment of the past. */
export const AS_OF = {
  'as_of.title': 'As of',
  'as_of.when': 'Moment (%{zone})',
  'as_of.when_mine': 'Moment, my time (%{zone})',
  'as_of.clock': 'By which clock',
  'as_of.recorded': 'Recorded',
  'as_of.effective': 'Effective',
  'as_of.show': 'Show',
  'as_of.back': 'Event back',
  'as_of.on': 'Event on',
  'as_of.now': 'Back to now',
  'as_of.banner_recorded':
    'Read only: the account as it had been recorded by %{time} (%{zone}). What was recorded later is left out.',
  'as_of.banner_effective':
    'Read only: the account by what was true by %{time} (%{zone}), whenever that was recorded.',
  'as_of.disabled': 'Nothing can be done in the past: go back to now.',
  'as_of.only_recorded': 'This is known by the recorded clock only',
  'as_of.only_recorded_why':
    'Lots, plan, holds and members follow from the order in which events were recorded.',
  'as_of.only_effective': 'This is known by the effective clock only',
  'as_of.only_effective_why': 'Usage is counted by when it happened, whenever that was recorded.',
  'as_of.change_recorded': 'Show by recorded time',
  'as_of.change_effective': 'Show by effective time',
  'as_of.always_now': 'Notes are those of now, also while the past is shown.',
} as const;
