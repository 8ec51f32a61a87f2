import Button from '@mui/material/Button';
import Box from '@mui/material/Box';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import FormHelperText from '@mui/material/FormHelperText';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import type { FormEvent } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { Refusal } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct } from '../acts/use-act.js';
import { usePlans } from '../data/plans.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { moneyText } from '../ui/money.js';
import { Ways } from '../ui/ways.js';
import { actionsOf, cheaperPlans, type StaffAction } from './choices.js';

type Preview = Schemas['SubscriptionPreview'];

interface ChangeFormProps {
  readonly subscription: Schemas['ListedSubscription'];
  readonly onPreview: (preview: Preview) => void;
  readonly onClose: () => void;
}

interface Asked {
  readonly action: StaffAction;
  readonly plan?: string;
}

/** What is asked of a subscription; it leads to a preview, and changes nothing. */
export function ChangeForm({ subscription, onPreview, onClose }: ChangeFormProps) {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const plans = usePlans();
  const cheaper = cheaperPlans(subscription, plans);
  const offered = actionsOf(subscription, plans);
  const [filled, fill] = useInput<{ action: StaffAction | ''; plan: string }>(NOTHING);
  const action = offered.find((each) => each === filled.action) ?? offered[0];
  const plan = cheaper.find((each) => each.plan === filled.plan) ?? cheaper.at(-1);
  const preview = useAct<Asked, Preview>(
    (body) => {
      const params = { path: { account_id } };
      return answerOf(api.POST('/v1/accounts/{account_id}/subscription/preview', { params, body }));
    },
    onPreview,
    () => false,
  );
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (!action) return;
    preview.send(action === 'downgrade' && plan ? { action, plan: plan.plan } : { action });
  };
  return (
    <Box component="form" onSubmit={submitted} sx={FORM}>
      <DialogContent sx={CONTENT}>
        {action && (
          <div>
            <Ways
              label={t('change_subscription.what')}
              value={action}
              ways={offered.map((each) => [each, t(`change_subscription.${each}`)])}
              onChoose={(chosen) => fill({ ...filled, action: chosen })}
            />
            <FormHelperText>{t(`change_subscription.${action}_help`)}</FormHelperText>
          </div>
        )}
        {action === 'downgrade' && plan && (
          <TextField
            select
            label={t('change_subscription.plan')}
            value={plan.plan}
            onChange={({ target }) => fill({ ...filled, plan: target.value })}
            {...shownOf(preview.error, 'plan')}
          >
            {cheaper.map(({ plan: id, name, price }) => (
              <MenuItem key={id} value={id}>
                {name} · {t('act.plan_price', { price: moneyText(price) })}
              </MenuItem>
            ))}
          </TextField>
        )}
        <Refusal error={preview.error} fields={['plan']} />
      </DialogContent>
      <DialogActions sx={BUTTONS}>
        <Button onClick={onClose}>{t('act.close')}</Button>
        <Button type="submit" variant="contained" disabled={!action || preview.isBusy}>
          {t('act.preview')}
        </Button>
      </DialogActions>
    </Box>
  );
}

const NOTHING = { action: '', plan: '' } as const;
const FORM = { display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 } as const;
const CONTENT = {
  display: 'grid',
  alignContent: 'start',
  gap: 1.75,
  gridTemplateColumns: 'minmax(0, 1fr)',
  '& .MuiTextField-root': { margin: 0 },
} as const;
const BUTTONS = {
  paddingInline: 3,
  paddingBlock: 2,
  borderTop: 1,
  borderColor: 'divider',
} as const;
