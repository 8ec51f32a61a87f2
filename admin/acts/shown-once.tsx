import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import { useWords } from '../i18n/words.js';
import { CopyButton } from '../ui/copied.js';
import { PlainDialog } from './act-dialog.js';

interface ShownOnceProps {
  readonly title: string;
  /** Says what it is for, and that it is never shown again. */
  readonly why: string;
  readonly secret: string;
  readonly copy: string;
  readonly onClose: () => void;
}

/** A secret that is shown now and never again. */
export function ShownOnce({ title, why, secret, copy, onClose }: ShownOnceProps) {
  const t = useWords();
  return (
    <PlainDialog title={title} onClose={onClose}>
      <DialogContent sx={{ display: 'grid', gap: 1.5, paddingTop: '8px !important' }}>
        <Alert severity="warning" variant="outlined">
          {why}
        </Alert>
        <Box component="code" data-secret sx={SECRET}>
          {secret}
        </Box>
      </DialogContent>
      <DialogActions sx={{ paddingInline: 3, paddingBottom: 2 }}>
        <CopyButton text={secret} label={copy} />
        <Button variant="contained" onClick={onClose}>
          {t('act.done')}
        </Button>
      </DialogActions>
    </PlainDialog>
  );
}

const SECRET = {
  padding: 1.5,
  border: 1,
  borderColor: 'divider',
  borderRadius: 1,
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
  userSelect: 'all',
} as const;
