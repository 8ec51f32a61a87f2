import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useWords } from '../i18n/words.js';
import type { Draft, OfferType } from './draft.js';
import type { FormField } from './fields.js';

interface FieldOfProps {
  readonly field: FormField;
  readonly type: OfferType;
  readonly draft: Draft;
  /** What is wrong with it. */
  readonly wrong: string | undefined;
  readonly onEdit: (values: Partial<Draft>) => void;
}

const KINDS = ['fixed', 'custom'] as const;

/** One field of the form of a proposal. */
export function FieldOf({ field: { name, kind }, type, draft, wrong, onEdit }: FieldOfProps) {
  const t = useWords();
  const label = t(
    type === 'plan' && isMonthly(name) ? `proposal.${name}_monthly` : `proposal.${name}`,
  );
  if (kind === 'yes') {
    const box = (
      <Checkbox
        checked={draft[name] !== ''}
        onChange={(_, isChosen) => onEdit({ [name]: isChosen ? 'yes' : '' })}
      />
    );
    return <FormControlLabel control={box} label={label} />;
  }
  const isFactors = name.endsWith('_multipliers');
  return (
    <TextField
      select={kind === 'pack_kind'}
      label={label}
      value={draft[name]}
      onChange={({ target }) => onEdit({ [name]: target.value })}
      error={wrong !== undefined}
      helperText={wrong ?? (isFactors ? t('proposal.factors_help') : undefined)}
      slotProps={{
        inputLabel: { shrink: true },
        ...(kind === 'number' && { htmlInput: { inputMode: 'decimal' } }),
      }}
    >
      {kind === 'pack_kind' &&
        KINDS.map((each) => (
          <MenuItem key={each} value={each}>
            {t(`terms.kind_${each}`)}
          </MenuItem>
        ))}
    </TextField>
  );
}

const isMonthly = (name: string): name is 'price' | 'credits' =>
  name === 'price' || name === 'credits';
