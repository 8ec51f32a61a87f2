import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { areKeysOn, switchKeys } from '../lib/keys.js';

const KEYS = [
  ['/', 'keys.search'],
  ['⌘K, Ctrl K', 'keys.search_anywhere'],
  ['?', 'keys.sheet'],
  ['i', 'keys.issue'],
  ['r', 'keys.refund'],
  ['n', 'keys.note'],
  ['e', 'keys.explain'],
  ['j', 'keys.older'],
  ['k', 'keys.newer'],
  ['⌘↵, Ctrl ↵', 'keys.step'],
  ['Esc', 'keys.close'],
] as const;

/** All keys; letters can be switched off in this browser. */
export default function KeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const title = useId();
  const [isOn, setOn] = useState(areKeysOn);
  return (
    <Dialog open onClose={onClose} aria-labelledby={title}>
      <Box sx={{ display: 'grid', gap: 1.5, padding: 3 }}>
        <Typography variant="h1" component="h2" id={title} sx={{ fontSize: '1.125rem' }}>
          {t('keys.title')}
        </Typography>
        <Box component="dl" sx={LIST}>
          {KEYS.map(([keys, text]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(text)}</dd>
            </div>
          ))}
        </Box>
        <FormControlLabel
          label={t('keys.on')}
          control={
            <Switch
              checked={isOn}
              onChange={({ target }) => {
                switchKeys(target.checked);
                setOn(target.checked);
              }}
            />
          }
        />
      </Box>
    </Dialog>
  );
}

const LIST = {
  margin: 0,
  display: 'grid',
  gap: 0.75,
  fontSize: '0.875rem',
  '& > div': { display: 'grid', gridTemplateColumns: '110px minmax(0, 1fr)' },
  '& kbd': { fontFamily: 'inherit', fontWeight: 600 },
  '& dd': { margin: 0 },
} as const;
