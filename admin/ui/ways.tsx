import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';

interface WaysProps<Way extends string> {
  readonly label: string;
  readonly value: Way;
  readonly ways: readonly (readonly [way: Way, shown: string])[];
  readonly onChoose: (way: Way) => void;
  /** Names it for whoever looks for the field that is wrong. */
  readonly field?: string;
}

/** A choice between a few ways, all of them in sight. */
export function Ways<Way extends string>({ label, value, ways, onChoose, field }: WaysProps<Way>) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      sx={WAYS}
      value={value}
      aria-label={label}
      data-field={field}
      onChange={(_, chosen: Way | null) => chosen !== null && onChoose(chosen)}
    >
      {ways.map(([way, shown]) => (
        <ToggleButton key={way} value={way}>
          {shown}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

const WAYS = {
  '& .MuiToggleButton-root': {
    textTransform: 'none',
    paddingInline: 2,
    paddingBlock: 0.5,
    color: 'text.secondary',
    '&.Mui-selected': { color: 'text.primary' },
  },
} as const;
