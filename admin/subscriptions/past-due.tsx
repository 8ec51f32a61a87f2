import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useOpenAccount } from '../accounts/open/context.js';
import { usePlanName } from '../data/plans.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { CopyButton } from '../ui/copied.js';
import { moneyText } from '../ui/money.js';
import { When } from '../ui/when.js';
import { isUnbegun, pastDueOf } from './unpaid.js';

type Subscription = Schemas['ListedSubscription'];

interface PastDueProps {
  readonly subscription: Subscription;
}

/** That the last invoice was tried and not paid, what Stripe does, and until when credits last. */
export function PastDue({ subscription }: PastDueProps) {
  const t = useWords();
  const { credits_end_at: end, credits_ended: hasEnded } = subscription;
  const unpaid = pastDueOf(subscription);
  if (!unpaid) return null;
  const { attempts: count, next_attempt_at: next, pay_url } = unpaid;
  return (
    <Alert severity="warning" variant="outlined" sx={ALERT}>
      <AlertTitle>{t('subscription.past_due', { money: moneyText(unpaid.due) })}</AlertTitle>
      {count === 1
        ? t('subscription.past_due_why_one')
        : t('subscription.past_due_why', { count })}{' '}
      {next === null ? (
        t('subscription.tries_no_more')
      ) : (
        <>
          {t('subscription.tries_again')} <When at={next} />.
        </>
      )}{' '}
      {end !== null && (
        <>
          {t(hasEnded ? 'subscription.credits_ended' : 'subscription.credits_stay')}{' '}
          <When at={end} />.
        </>
      )}
      <PayPage url={pay_url} />
    </Alert>
  );
}

/** That the first payment is missing: nothing has begun; nothing for one that has. */
export function Unbegun({ subscription }: PastDueProps) {
  const t = useWords();
  const { account } = useOpenAccount();
  const nameOf = usePlanName();
  if (!isUnbegun(subscription)) return null;
  const { plan, unpaid } = subscription;
  const named = plan === null ? t('subscriptions.foreign') : nameOf(plan);
  return (
    <Alert severity="info" variant="outlined" sx={ALERT}>
      <AlertTitle>{t('subscription.unbegun', { plan: named })}</AlertTitle>
      {t('subscription.unbegun_why', { plan: nameOf(account.plan) })}
      <PayPage url={unpaid?.pay_url ?? null} />
    </Alert>
  );
}

/** Leads to the page where the buyer can pay, and copies its link; nothing where there is none. */
function PayPage({ url }: { readonly url: string | null }) {
  const t = useWords();
  if (url === null) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, marginTop: 1 }}>
      <Button size="small" href={url} target="_blank" rel="noreferrer">
        {t('subscriptions.pay_page')}
      </Button>
      <CopyButton text={url} label={t('subscriptions.copy_link')} />
    </Box>
  );
}

const ALERT = { margin: 1.5, marginBottom: 0 } as const;
