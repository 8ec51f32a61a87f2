import { ActionButton } from '../actions/action-button.js';
import { useActions } from '../actions/context.js';
import { useWords } from '../i18n/words.js';

/** Opens the dialog that changes the subscription, for whoever changes plans or asks for it. */
export function ChangeButton() {
  const t = useWords();
  const { permits, open } = useActions();
  if (permits.change_plan === 'no') return null;
  return (
    <ActionButton size="small" variant="outlined" onClick={() => open({ kind: 'change_plan' })}>
      {t('change_subscription.open')}
    </ActionButton>
  );
}
