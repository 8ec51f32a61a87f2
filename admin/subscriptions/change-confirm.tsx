import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useContext, useState } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { amountIn } from '../actions/steps/words.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { usePlanName } from '../data/plans.js';
import { locale, useWords, type Words } from '../i18n/words.js';
import { ApiError, answerOf, api, type Schemas } from '../lib/api.js';
import { SameKey } from '../lib/same-key.js';
import { showInstant } from '../lib/time.js';
import { Facts } from '../ui/facts.js';
import { moneyText } from '../ui/money.js';
import { When, Zone } from '../ui/when.js';
import type { StaffAction } from './choices.js';
import type { Unpaid } from './unpaid.js';

type Preview = Schemas['SubscriptionPreview'];

interface ChangeConfirmProps {
  readonly name: string;
  readonly preview: Preview;
  readonly unpaid: Unpaid | undefined;
  readonly onBack: () => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** What it would come to, and the one button that does it; sent again it does nothing more. */
export function ChangeConfirm(props: ChangeConfirmProps) {
  const { name, preview, unpaid, onBack, onClose, onDone } = props;
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const [keys] = useState(() => new SameKey());
  const said = useSaid(preview);
  const act = useAct<Schemas['SubscriptionPreviewRequest'], Schemas['SubscriptionWritten']>(
    (body) => {
      const header = { 'Idempotency-Key': keys.keyOf(body) };
      const params = { path: { account_id }, header };
      return answerOf(api.POST('/v1/accounts/{account_id}/subscription', { params, body }));
    },
    onDone,
  );
  const action = staffAction(preview.action);
  const submit = t(`change_subscription.confirm_${action}`, { name, ...said });
  return (
    <ActDialog
      title={submit}
      submit={submit}
      act={act}
      dismiss={t('act.close')}
      isFinal={action === 'cancel'}
      onSubmit={() => act.send(bodyOf(preview))}
      onClose={onClose}
    >
      <Consequences preview={preview} unpaid={unpaid} t={t} />
      {isUnknown(act.error) && (
        <Alert severity="warning" variant="outlined">
          {t('change_subscription.unknown')}
        </Alert>
      )}
      <div>
        <Button size="small" onClick={onBack} disabled={act.isBusy}>
          {t('act.back')}
        </Button>
      </div>
    </ActDialog>
  );
}

interface ConsequencesProps {
  readonly preview: Preview;
  readonly unpaid: Unpaid | undefined;
  readonly t: Words;
}

function Consequences({ preview, unpaid, t }: ConsequencesProps) {
  const nameOf = usePlanName();
  const { from, to, charged_now, takes_effect_at, renews_at, renewal, ends } = preview;
  return (
    <Facts
      facts={[
        [t('change_subscription.from'), planOf(from, t)],
        [t('change_subscription.to'), planOf(to, t)],
        [t('change_subscription.effective'), <When at={takes_effect_at} />],
        [t('change_subscription.charged'), moneyText(charged_now)],
        unpaid && [
          t('change_subscription.open_invoice'),
          t('change_subscription.open_invoice_stays', { money: moneyText(unpaid.due) }),
        ],
        [
          t('change_subscription.renewal'),
          renews_at === null ? (
            t('change_subscription.renewal_none')
          ) : (
            <>
              {moneyText(renewal)} · <When at={renews_at} />
            </>
          ),
        ],
        ends.length === 0
          ? undefined
          : [
              t('change_subscription.ends'),
              ends.map(({ credits, at, plan }) => (
                <div key={`${at} ${plan}`}>
                  {plan === null
                    ? t('change_subscription.ends_free', { credits: amountIn(credits) })
                    : t('change_subscription.ends_is', {
                        credits: amountIn(credits),
                        plan: nameOf(plan),
                      })}
                  <When at={at} />
                </div>
              )),
            ],
      ]}
    />
  );
}

const planOf = (plan: Preview['from'], t: Words): string =>
  plan === null
    ? t('change_subscription.to_free')
    : `${plan.name}, ${t('subscriptions.a_month', { price: moneyText(plan.price) })}, ${t('top_ups.credits', { credits: amountIn(plan.credits) })}`;

/** What is said of a change: its plan, and the day of it. */
export function useSaid({ action, from, to, takes_effect_at }: Preview) {
  const zone = useContext(Zone);
  const t = useWords();
  const meant = action === 'downgrade' ? to : from;
  const plan = meant?.name ?? t('subscriptions.foreign');
  return { plan, day: showInstant(takes_effect_at, locale(), zone, 'date') };
}

/** What people of staff ask for; the others are refused. */
export const staffAction = (action: Preview['action']): StaffAction =>
  action === 'downgrade' || action === 'cancel' ? action : 'withdraw';

const bodyOf = ({ action, to }: Preview): Schemas['SubscriptionPreviewRequest'] =>
  action === 'downgrade' && to ? { action, plan: to.plan } : { action };

/** Nobody knows what became of it: the answer was lost, or the server failed. */
const SERVER_ERROR = 500;
const isUnknown = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 0 || error.status >= SERVER_ERROR);
