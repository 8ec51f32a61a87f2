import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogContentText from '@mui/material/DialogContentText';
import DialogTitle from '@mui/material/DialogTitle';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import { useWords } from '../i18n/words.js';
import { answerOf, api } from '../lib/api.js';
import { quietMs } from '../lib/attention.js';
import { isLast, untilEnd, untilWarning } from './idle.js';
import { ME_KEY, useMe, type Me } from './session.js';

/** Whoever did something here so lately is not asked. */
const LATELY_MS = 5 * 60_000;
/** Another tab may have been used meanwhile. */
const AGAIN_MS = 20_000;
const TICK_MS = 1_000;

interface Warning {
  /** By this computer's clock. */
  readonly endsAtMs: number;
  readonly isLast: boolean;
}

/** Warns two minutes before the session ends, and keeps it open when told to. */
export function IdleWarning() {
  const { data: me, dataUpdatedAt } = useMe();
  const queries = useQueryClient();
  const [warning, setWarning] = useState<Warning>();
  const [isRead, setRead] = useState(false);
  const [failures, setFailures] = useState(0);

  /** Reads how long the session lasts; a session that has ended leads to signing in by itself. */
  const look = useCallback(
    async (isUse: boolean) => {
      const headers = isUse ? {} : { 'x-scrip-unattended': '1' };
      try {
        const found = await answerOf(api.GET('/v1/me', { headers }));
        queries.setQueryData<Me>(ME_KEY, found);
        setWarning(warningOf(found));
      } catch {
        setFailures((count) => count + 1);
      }
    },
    [queries],
  );

  const session = me?.session;
  useEffect(() => {
    if (!session) return undefined;
    const waitMs = untilWarning(session) - (Date.now() - dataUpdatedAt);
    const check = () => void look(!isLast(session) && quietMs() < LATELY_MS);
    const timer = setTimeout(check, untilWarning(session) > 0 && waitMs > 0 ? waitMs : AGAIN_MS);
    return () => clearTimeout(timer);
  }, [session, dataUpdatedAt, failures, look]);

  if (!warning || isRead) return null;
  return (
    <WarningDialog warning={warning} onStay={() => void look(true)} onRead={() => setRead(true)} />
  );
}

const warningOf = ({ session }: Me): Warning | undefined =>
  untilWarning(session) > 0
    ? undefined
    : { endsAtMs: Date.now() + untilEnd(session), isLast: isLast(session) };

interface WarningDialogProps {
  readonly warning: Warning;
  readonly onStay: () => void;
  readonly onRead: () => void;
}

function WarningDialog({ warning, onStay, onRead }: WarningDialogProps) {
  const t = useWords();
  const left = useSecondsUntil(warning.endsAtMs);
  const way = warning.isLast ? 'last' : 'idle';
  return (
    <Dialog
      open
      onClose={warning.isLast ? onRead : onStay}
      maxWidth="xs"
      aria-labelledby={TITLE_ID}
    >
      <DialogTitle id={TITLE_ID}>{t(`session.${way}_title`)}</DialogTitle>
      <DialogContent>
        <DialogContentText>
          {t(`session.${way}_why`)}{' '}
          <span role="timer">{t('session.left', { minutes: minutesOf(left) })}</span>
        </DialogContentText>
      </DialogContent>
      <DialogActions>
        <Button variant="contained" autoFocus onClick={warning.isLast ? onRead : onStay}>
          {t(`session.${way}_done`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

const TITLE_ID = 'session-ends';

function useSecondsUntil(endsAtMs: number): number {
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((endsAtMs - nowMs) / 1_000));
}

/** `1:05`. */
const minutesOf = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
