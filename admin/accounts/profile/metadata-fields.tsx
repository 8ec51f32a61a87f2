import DeleteOutlinedIcon from '@mui/icons-material/DeleteOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import TextField from '@mui/material/TextField';
import { useWords } from '../../i18n/words.js';
import { isFilled, isRepeated, type Row } from './metadata.js';

interface MetadataFieldsProps {
  readonly rows: readonly Row[];
  readonly onChange: (rows: Row[]) => void;
}

/** Keys and values that a product keeps about the account. */
export function MetadataFields({ rows, onChange }: MetadataFieldsProps) {
  const t = useWords();
  const change = (index: number, part: Partial<Row>) =>
    onChange(rows.map((row, n) => (n === index ? { ...row, ...part } : row)));
  return (
    <Box component="fieldset" sx={FIELDSET}>
      <Box component="legend" sx={LEGEND}>
        {t('profile.metadata')}
      </Box>
      {rows.map((row, index) => (
        <Box key={index} sx={ROW}>
          <TextField
            label={t('profile.key')}
            value={row.key}
            required={isFilled(row)}
            autoComplete="off"
            slotProps={{ inputLabel: { required: false } }}
            onChange={({ target }) => change(index, { key: target.value })}
            error={isRepeated(rows, index)}
            helperText={isRepeated(rows, index) ? t('profile.repeated') : undefined}
          />
          <TextField
            label={t('profile.value')}
            value={row.value}
            autoComplete="off"
            onChange={({ target }) => change(index, { value: target.value })}
          />
          <IconButton
            aria-label={t('profile.remove', { key: row.key })}
            onClick={() => onChange(rows.filter((_, n) => n !== index))}
          >
            <DeleteOutlinedIcon fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Button
        size="small"
        variant="outlined"
        sx={{ justifySelf: 'start' }}
        onClick={() => onChange([...rows, { key: '', value: '' }])}
      >
        {t('profile.add')}
      </Button>
    </Box>
  );
}

const LEGEND = { padding: 0, marginBottom: 1.5, fontWeight: 600, fontSize: '0.8125rem' } as const;
const FIELDSET = {
  display: 'grid',
  gap: 1.5,
  margin: 0,
  padding: 0,
  border: 0,
  minWidth: 0,
} as const;
const ROW = {
  display: 'grid',
  gap: 1,
  alignItems: 'start',
  gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr) auto',
} as const;
