import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useId, type FormEvent, type ReactNode } from 'react';
import { ProofField } from '../actions/steps/proof.js';
import { useWords } from '../i18n/words.js';
import { ApiError } from '../lib/api.js';
import type { Act } from './use-act.js';

interface ActDialogProps<Input> {
  readonly title: string;
  /** What its button says: the fact. */
  readonly submit: string;
  readonly act: Act<Input>;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  /** Fields whose refusal is said beside them. */
  readonly fields?: readonly string[];
  /** What it does cannot be taken back, or ends something. */
  readonly isFinal?: boolean;
  /** Whether its button does something: always, unless told. */
  readonly isReady?: boolean;
  /** What the button says that leaves it: "Cancel", unless told. */
  readonly dismiss?: string;
  readonly children?: ReactNode;
}

/** A dialog that asks before a change, and for a proof of who one is where the server wants it. */
export function ActDialog<Input>(props: ActDialogProps<Input>) {
  const { title, submit, act, onSubmit, onClose, children } = props;
  const { fields = [], isFinal = false, isReady = true, dismiss } = props;
  const t = useWords();
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    if (act.proof) act.proof.give();
    else onSubmit();
  };
  return (
    <PlainDialog title={title} onClose={onClose}>
      <Box component="form" noValidate={false} onSubmit={submitted} sx={FORM}>
        <DialogContent sx={CONTENT}>
          {children}
          <Refusal error={act.error} fields={fields} />
          {act.proof && <ProofField proof={act.proof} />}
        </DialogContent>
        <DialogActions sx={BUTTONS}>
          <Button onClick={onClose}>{dismiss ?? t('act.cancel')}</Button>
          <Button
            type="submit"
            variant="contained"
            color={isFinal ? 'error' : 'primary'}
            disabled={act.isBusy || !isReady}
          >
            {submit}
          </Button>
        </DialogActions>
      </Box>
    </PlainDialog>
  );
}

interface PlainDialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog with its heading; on a narrow screen it takes the whole of it. */
export function PlainDialog({ title, onClose, children }: PlainDialogProps) {
  const id = useId();
  const isNarrow = useMediaQuery('(max-width: 599.95px)', { noSsr: true });
  return (
    <Dialog
      open
      // A click beside it must not lose what was typed; Escape and the buttons close it.
      onClose={(_, reason) => reason === 'escapeKeyDown' && onClose()}
      fullWidth
      fullScreen={isNarrow}
      maxWidth="sm"
      aria-labelledby={id}
    >
      <DialogTitle id={id} sx={TITLE}>
        {title}
      </DialogTitle>
      {children}
    </Dialog>
  );
}

interface RefusalProps {
  readonly error: unknown;
  readonly fields: readonly string[];
}

/** Why a change was refused, unless fields say it. */
export function Refusal({ error, fields }: RefusalProps) {
  const t = useWords();
  if (!error) return null;
  const wrong = error instanceof ApiError ? (error.problem?.invalid_parameters ?? []) : [];
  if (wrong.length > 0 && wrong.every(({ name }) => fields.includes(name))) return null;
  return (
    <Alert severity="error" variant="outlined" role="alert">
      {words()}
    </Alert>
  );

  function words(): string {
    if (!(error instanceof ApiError)) return t('state.broken');
    if (error.status === 0) return t('state.unreachable');
    const permission = error.problem?.missing_scope;
    return permission === undefined ? error.message : t('act.refused_permission', { permission });
  }
}

const FORM = { display: 'flex', flexDirection: 'column', minHeight: 0, flex: 1 } as const;
const TITLE = { fontSize: '1.125rem', fontWeight: 650, overflowWrap: 'anywhere' } as const;
const CONTENT = {
  display: 'grid',
  alignContent: 'start',
  gap: 1.75,
  gridTemplateColumns: 'minmax(0, 1fr)',
  paddingTop: '8px !important',
  fontSize: '0.875rem',
  '& .MuiTextField-root': { margin: 0 },
} as const;
const BUTTONS = {
  paddingInline: 3,
  paddingBlock: 2,
  borderTop: 1,
  borderColor: 'divider',
  // Buttons say what they do, which may take a whole line of a narrow screen.
  flexWrap: 'wrap',
  gap: 1,
  '& > :not(style) ~ :not(style)': { marginLeft: 0 },
} as const;
