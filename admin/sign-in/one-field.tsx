import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import type { ComponentProps } from 'react';
import { useForm } from 'react-hook-form';

interface OneFieldProps {
  readonly label: string;
  readonly submit: string;
  readonly isBusy: boolean;
  readonly input: ComponentProps<'input'>;
  readonly type?: 'text' | 'password';
  readonly onSubmit: (value: string) => void;
}

/** A form that asks for one thing: a code, a password. */
export function OneField({ label, submit, isBusy, input, type = 'text', onSubmit }: OneFieldProps) {
  const { register, handleSubmit } = useForm({ defaultValues: { value: '' } });
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gap: 2 }}
      onSubmit={(event) => void handleSubmit(({ value }) => onSubmit(value.trim()))(event)}
    >
      <TextField
        {...register('value')}
        label={label}
        type={type}
        autoFocus
        required
        slotProps={{ htmlInput: input, inputLabel: { required: false } }}
      />
      <Button type="submit" variant="contained" disabled={isBusy}>
        {submit}
      </Button>
    </Box>
  );
}

/** How browsers and phones know a field for a code of an app. */
export const CODE_INPUT = {
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
  maxLength: 7,
} as const;
