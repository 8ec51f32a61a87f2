import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { ROLES } from './roles.js';

interface RoleFieldProps {
  readonly value: Schemas['Role'];
  readonly onChoose: (role: Schemas['Role']) => void;
  readonly disabled?: boolean;
  readonly helperText?: string | undefined;
}

/** The role of a person, with what it may do in one line. */
export function RoleField({ value, onChoose, disabled = false, helperText }: RoleFieldProps) {
  const t = useWords();
  return (
    <TextField
      select
      label={t('staff.role')}
      value={value}
      disabled={disabled}
      helperText={helperText ?? t(`role.${value}_may`)}
      onChange={({ target }) => {
        const role = ROLES.find((each) => each === target.value);
        if (role) onChoose(role);
      }}
    >
      {ROLES.map((role) => (
        <MenuItem key={role} value={role}>
          {t(`role.${role}`)}
        </MenuItem>
      ))}
    </TextField>
  );
}
