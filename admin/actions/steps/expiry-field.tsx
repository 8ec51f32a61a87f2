import TextField from '@mui/material/TextField';
import { useContext, useState } from 'react';
import { useWords } from '../../i18n/words.js';
import { instantIn, LAST_SECOND, localIn } from '../../lib/zoned.js';
import { readersZone, Zone } from '../../ui/when.js';
import type { StepProps } from './step-frame.js';

interface ExpiryFieldProps extends Pick<StepProps, 'state' | 'move'> {
  /** What is wrong with it. */
  readonly wrong: string | undefined;
}

/** When credits that are issued expire, in the zone that the page speaks. */
export function ExpiryField({ state: { input }, move, wrong }: ExpiryFieldProps) {
  const t = useWords();
  const zone = useContext(Zone) ?? readersZone();
  const [text, setText] = useState(() => localIn(input.expires_at, zone, 'minute'));
  return (
    <TextField
      data-field="expires_at"
      type="datetime-local"
      label={t('act.expires')}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        move({
          type: 'edit',
          input: { expires_at: instantIn(target.value, zone) || target.value },
        });
      }}
      error={wrong !== undefined}
      helperText={wrong ?? t('act.expires_help', { zone })}
      slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: LAST_SECOND } }}
    />
  );
}
