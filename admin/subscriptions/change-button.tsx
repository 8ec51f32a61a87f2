import Box from '@mui/material/Box';
import { useOpenAccount } from '../accounts/open/context.js';
import { ActionButton } from '../actions/action-button.js';
import { useActions } from '../actions/context.js';
import { useWords } from '../i18n/words.js';

/** Opens the dialog that changes the subscription; for others it says who can. */
export function ChangeButton() {
  const t = useWords();
  const { permits, open } = useActions();
  if (permits.change_plan === 'no') return <WhoChanges />;
  return (
    <ActionButton size="small" variant="outlined" onClick={() => open({ kind: 'change_plan' })}>
      {t('change_subscription.open')}
    </ActionButton>
  );
}

/** Who can change a plan that Stripe bills. */
export function WhoChanges() {
  const t = useWords();
  const { status } = useOpenAccount().account;
  if (status === 'closed') return null;
  return (
    <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
      {t('change_subscription.who')}
    </Box>
  );
}
