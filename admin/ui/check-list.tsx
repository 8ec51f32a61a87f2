import Checkbox from '@mui/material/Checkbox';
import FormControl from '@mui/material/FormControl';
import FormControlLabel from '@mui/material/FormControlLabel';
import FormLabel from '@mui/material/FormLabel';
import Box from '@mui/material/Box';

interface CheckListProps<Name extends string> {
  readonly label: string;
  /** Each with its words; `name` stands beside them as the API has it. */
  readonly choices: readonly (readonly [name: Name, words: string])[];
  readonly chosen: readonly Name[];
  readonly onChoose: (chosen: readonly Name[]) => void;
}

/** Some of a few: a box each, in words and by the name in the API. */
export function CheckList<Name extends string>(props: CheckListProps<Name>) {
  const { label, choices, chosen, onChoose } = props;
  const toggle = (name: Name) =>
    onChoose(chosen.includes(name) ? chosen.filter((each) => each !== name) : [...chosen, name]);
  return (
    <FormControl component="fieldset" sx={{ margin: 0 }}>
      <FormLabel component="legend" sx={LEGEND}>
        {label}
      </FormLabel>
      <Box sx={CHOICES}>
        {choices.map(([name, words]) => (
          <FormControlLabel
            key={name}
            control={
              <Checkbox
                size="small"
                checked={chosen.includes(name)}
                onChange={() => toggle(name)}
                sx={{ paddingBlock: 0.5 }}
              />
            }
            label={
              <Box component="span" sx={{ display: 'grid', paddingBlock: 0.25 }}>
                <span>{words}</span>
                <Box component="code" sx={CODE}>
                  {name}
                </Box>
              </Box>
            }
            slotProps={{ typography: { sx: { fontSize: '0.8125rem', lineHeight: 1.35 } } }}
            sx={{ alignItems: 'start', margin: 0 }}
          />
        ))}
      </Box>
    </FormControl>
  );
}

const LEGEND = { fontSize: '0.8125rem', fontWeight: 600, color: 'text.primary' } as const;
const CODE = { color: 'text.secondary', fontSize: '0.75rem', overflowWrap: 'anywhere' } as const;
const CHOICES = {
  display: 'grid',
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
  columnGap: 1.5,
} as const;
