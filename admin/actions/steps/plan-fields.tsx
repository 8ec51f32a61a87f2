import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import FormHelperText from '@mui/material/FormHelperText';
import { useContext } from 'react';
import { useOpenAccount } from '../../accounts/open/context.js';
import { usePlans } from '../../data/plans.js';
import { locale, useWords } from '../../i18n/words.js';
import { showInstant } from '../../lib/time.js';
import { moneyText } from '../../ui/money.js';
import { Zone } from '../../ui/when.js';
import type { Field } from '../run/command.js';
import type { StepProps } from './step-frame.js';
import { Ways } from '../../ui/ways.js';

interface PlanFieldsProps extends Pick<StepProps, 'state' | 'move'> {
  /** What is wrong with a field. */
  readonly wrong: (field: Field) => string | undefined;
}

/** To which plan, and whether at once or at the renewal. */
export function PlanFields({ state: { input }, move, wrong }: PlanFieldsProps) {
  const t = useWords();
  const zone = useContext(Zone);
  const { account } = useOpenAccount();
  const plans = usePlans();
  const ends = showInstant(account.period.ends_at, locale(), zone);
  // A plan that is kept over a reload may not be known yet.
  const isKnown = plans.some(({ plan }) => plan === input.plan);
  return (
    <>
      <TextField
        select
        data-field="plan"
        label={t('act.plan')}
        autoFocus
        value={input.plan}
        onChange={({ target }) => {
          const chosen = plans.find(({ plan }) => plan === target.value);
          if (!chosen) return;
          move({ type: 'edit', input: { plan: chosen.plan, planName: chosen.name } });
        }}
        error={wrong('plan') !== undefined}
        helperText={wrong('plan')}
      >
        {!isKnown && input.plan !== '' && <MenuItem value={input.plan}>{input.planName}</MenuItem>}
        {plans.map(({ plan, name, price }) => (
          <MenuItem key={plan} value={plan}>
            {name} · {t('act.plan_price', { price: moneyText(price) })}
          </MenuItem>
        ))}
      </TextField>
      <div>
        <Ways
          label={t('act.when')}
          field="when"
          value={input.when}
          ways={[
            ['now', t('act.when_now')],
            ['renewal', t('act.when_renewal')],
          ]}
          onChoose={(when) => move({ type: 'edit', input: { when } })}
        />
        <FormHelperText error={wrong('when') !== undefined}>
          {wrong('when') ?? t('act.when_help', { time: ends })}
        </FormHelperText>
      </div>
    </>
  );
}
