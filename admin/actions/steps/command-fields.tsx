import { useWords } from '../../i18n/words.js';
import type { Field } from '../run/command.js';
import { CreditsField } from './credits-field.js';
import { MoneyFields } from './money-fields.js';
import { PaymentWords } from './payment-words.js';
import { PlanFields } from './plan-fields.js';
import type { StepProps } from './step-frame.js';
import { Ways } from '../../ui/ways.js';

interface CommandFieldsProps extends Pick<StepProps, 'state' | 'move'> {
  /** What is wrong with a field. */
  readonly wrong: (field: Field) => string | undefined;
}

/** What a command is about: it stands before the reason. */
export function CommandFields({ state, move, wrong }: CommandFieldsProps) {
  const t = useWords();
  const { command, input } = state;
  switch (command.kind) {
    case 'adjust':
      return (
        <>
          <Ways
            label={t('act.direction')}
            value={input.direction}
            ways={[
              ['issue', t('act.direction_issue')],
              ['deduct', t('act.direction_deduct')],
            ]}
            onChoose={(direction) => move({ type: 'edit', input: { direction } })}
          />
          <CreditsField state={state} move={move} wrong={wrong('credits')} />
        </>
      );
    case 'refund':
      return <CreditsField state={state} move={move} wrong={wrong('credits')} />;
    case 'refund_payment':
      return (
        <>
          <PaymentWords command={command} />
          <MoneyFields state={state} move={move} wrong={wrong} left={command.left} />
        </>
      );
    case 'change_plan':
      return <PlanFields state={state} move={move} wrong={wrong} />;
    case 'suspend':
    case 'reinstate':
    case 'close':
    case 'release':
    case 'refund_finding':
    case 'grant_payment':
      return null;
  }
}
