import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import { useWords } from '../../i18n/words.js';
import type { Failure } from '../run/failure.js';
import { changedWords } from './words.js';

interface FailureNoticeProps {
  readonly failure: Failure | null;
  readonly during: 'form' | 'review';
}

/** Why a preview or a command was refused, where no field says it. */
export function FailureNotice({ failure, during }: FailureNoticeProps) {
  const t = useWords();
  const said = failure && words(failure);
  if (!said) return null;
  return (
    <Alert severity={said.isError ? 'error' : 'warning'} variant="outlined" role="alert">
      <AlertTitle sx={{ fontSize: '0.875rem' }}>{said.title}</AlertTitle>
      {said.why}
    </Alert>
  );

  function words(refusal: Failure): { title: string; why: string; isError: boolean } | undefined {
    switch (refusal.kind) {
      case 'stale': {
        const changed = changedWords(refusal.changed, t);
        return { title: t('act.stale'), why: t('act.stale_why', { changed }), isError: false };
      }
      case 'refused': {
        const { said: why, permission } = refusal;
        const needs = permission && t('act.refused_permission', { permission });
        return { title: t('act.refused'), why: needs ?? why, isError: true };
      }
      case 'fault': {
        if (during === 'review') {
          return { title: t('act.request_lost'), why: t('act.request_lost_why'), isError: true };
        }
        return { title: t('act.fault_preview'), why: t('act.fault_preview_why'), isError: true };
      }
      case 'signed_out':
        return { title: t('act.refused'), why: t('act.signed_out'), isError: false };
      case 'missing':
      case 'signed':
      case 'no_money':
      case 'fields':
      case 'short':
      case 'nothing_left':
      case 'not_at_once':
      case 'duplicate':
      case 'limit':
      case 'step_up':
        return undefined;
    }
  }
}
