import FormHelperText from '@mui/material/FormHelperText';
import TextField from '@mui/material/TextField';
import { useWords } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { moneyText } from '../../ui/money.js';
import { Ways } from '../../ui/ways.js';
import type { Field } from '../run/command.js';
import type { StepProps } from './step-frame.js';

interface MoneyFieldsProps extends Pick<StepProps, 'state' | 'move'> {
  /** What is wrong with a field. */
  readonly wrong: (field: Field) => string | undefined;
  readonly left: Schemas['Money'];
}

/** How much money goes back, and what becomes of credits that were spent. */
export function MoneyFields({ state: { input }, move, wrong, left }: MoneyFieldsProps) {
  const t = useWords();
  return (
    <>
      <TextField
        data-field="money"
        label={t('act.money', { currency: left.currency.toUpperCase() })}
        autoFocus
        value={input.money}
        onChange={({ target }) => move({ type: 'edit', input: { money: target.value } })}
        error={wrong('money') !== undefined}
        helperText={wrong('money') ?? t('act.money_help', { left: moneyText(left) })}
        slotProps={{ htmlInput: { inputMode: 'decimal', autoComplete: 'off', maxLength: 16 } }}
      />
      <div>
        <Ways
          label={t('act.spent')}
          field="spent"
          value={input.spent}
          ways={[
            ['written_off', t('act.spent_written_off')],
            ['debt', t('act.spent_debt')],
          ]}
          onChoose={(spent) => move({ type: 'edit', input: { spent } })}
        />
        <FormHelperText error={wrong('spent') !== undefined}>
          {wrong('spent') ?? t(`act.spent_${input.spent}_help`)}
        </FormHelperText>
      </div>
    </>
  );
}
