import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { PlainDialog } from '../acts/act-dialog.js';
import { usePlanName } from '../data/plans.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { moneyText } from '../ui/money.js';
import { Loaded } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { ChangeConfirm } from './change-confirm.js';
import { ChangeDone } from './change-done.js';
import { ChangeForm } from './change-form.js';
import { currentOf, useSubscriptions } from './of-account.js';
import { isUnbegun, pastDueOf, type Unpaid } from './unpaid.js';

type Subscription = Schemas['ListedSubscription'];
type Preview = Schemas['SubscriptionPreview'];

/** What is asked for, and what is owed meanwhile. */
interface Previewed {
  readonly preview: Preview;
  readonly unpaid: Unpaid | undefined;
}

/** How far the dialog has come. */
type Step = { readonly at: 'form' } | ({ readonly at: 'confirm' | 'done' } & Previewed);

interface ChangeDialogProps {
  readonly onClose: () => void;
}

/** Changes a subscription: what is asked, what it would come to, what has come of it. */
export default function ChangeDialog({ onClose }: ChangeDialogProps) {
  const t = useWords();
  const queries = useQueryClient();
  const { account } = useOpenAccount();
  const query = useSubscriptions();
  const [step, setStep] = useState<Step>({ at: 'form' });
  const name = account.name ?? account.account_id;
  const title = t('change_subscription.title', { name });
  switch (step.at) {
    case 'confirm':
      return (
        <ChangeConfirm
          name={name}
          preview={step.preview}
          unpaid={step.unpaid}
          onBack={() => setStep({ at: 'form' })}
          onClose={onClose}
          onDone={() => {
            void queries.invalidateQueries({ queryKey: accountKey(account.account_id) });
            setStep({ ...step, at: 'done' });
          }}
        />
      );
    case 'done':
      return <ChangeDone preview={step.preview} unpaid={step.unpaid} onClose={onClose} />;
    case 'form':
      return (
        <PlainDialog title={title} onClose={onClose}>
          <Loaded query={query}>
            {({ data }) => {
              const current = liveOf(data);
              const isOffered = current !== undefined && current.pending_plan === null;
              return (
                <>
                  <Stands current={current} />
                  {isOffered ? (
                    <ChangeForm
                      subscription={current}
                      onClose={onClose}
                      onPreview={(preview) =>
                        setStep({ at: 'confirm', preview, unpaid: pastDueOf(current) })
                      }
                    />
                  ) : (
                    <DialogActions sx={BUTTONS}>
                      <Button onClick={onClose}>{t('act.close')}</Button>
                    </DialogActions>
                  )}
                </>
              );
            }}
          </Loaded>
        </PlainDialog>
      );
  }
}

/** The one that goes on; undefined: none has begun, or does not any more. */
function liveOf(rows: readonly Subscription[]): Subscription | undefined {
  const current = currentOf(rows);
  return current && current.ended_at === null && !isUnbegun(current) ? current : undefined;
}

interface StandsProps {
  readonly current: Subscription | undefined;
}

/** What Stripe bills now, what of it is not paid, and what staff cannot do. */
function Stands({ current }: StandsProps) {
  const t = useWords();
  const nameOf = usePlanName();
  if (!current) {
    return (
      <DialogContent>
        <Alert severity="info" variant="outlined">
          {t('change_subscription.nothing')}
        </Alert>
      </DialogContent>
    );
  }
  const { plan, price, period_ends_at, pending_plan, pending_until } = current;
  const named = plan === null ? t('subscriptions.foreign') : nameOf(plan);
  const unpaid = pastDueOf(current);
  return (
    <DialogContent sx={CONTENT}>
      <div>
        {t('change_subscription.now', { plan: named, price: price ? moneyText(price) : '–' })}{' '}
        <When at={period_ends_at} />.
      </div>
      {pending_plan !== null && (
        <Alert severity="warning" variant="outlined">
          {t('change_subscription.pending', { plan: nameOf(pending_plan) })}{' '}
          {pending_until !== null && <When at={pending_until} />}.
        </Alert>
      )}
      {unpaid ? (
        <Alert severity="warning" variant="outlined">
          <AlertTitle>{t('subscription.past_due', { money: moneyText(unpaid.due) })}</AlertTitle>
          {t('change_subscription.unpaid')}
        </Alert>
      ) : (
        <Alert severity="info" variant="outlined">
          {t('change_subscription.upgrade')}
        </Alert>
      )}
    </DialogContent>
  );
}

const CONTENT = {
  display: 'grid',
  flex: 'none',
  gap: 1.75,
  fontSize: '0.875rem',
  paddingTop: '8px !important',
  paddingBottom: 0,
} as const;
const BUTTONS = { paddingInline: 3, paddingBlock: 2 } as const;
