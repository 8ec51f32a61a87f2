import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { locale, useWords, type Words } from '../../i18n/words.js';
import { amountText } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { Trouble } from '../../ui/states.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';

type Recomputed = Schemas['RecomputedBalance'];

/** Has the API compute the balance anew from all events, and says what came of it. */
export function Recompute() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const [isAsked, setAsked] = useState(false);
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: accountKey(account_id, 'past', 'recomputed'),
    queryFn: ({ signal }) => read(account_id, signal),
    enabled: isAsked,
    gcTime: 0,
    retry: false,
  });
  const ask = () => {
    if (isAsked) void refetch();
    else setAsked(true);
  };
  return (
    <Box sx={{ padding: 1.75, borderTop: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Button size="small" variant="outlined" disabled={isFetching} onClick={ask}>
          {t('explain.recompute')}
        </Button>
        <Box component="span" sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
          {t('explain.recompute_why')}
        </Box>
      </Box>
      {error && <Trouble error={error} onRetry={ask} />}
      {data && !error && !isFetching && <Result recomputed={data} />}
    </Box>
  );
}

const read = (account_id: string, signal: AbortSignal) =>
  answerOf(
    api.GET('/v1/accounts/{account_id}/balance/recomputed', {
      params: { path: { account_id } },
      signal,
    }),
  );

const SEVERITIES = {
  agrees: 'success',
  differs: 'error',
  catching_up: 'info',
  too_many_events: 'warning',
} as const;

function Result({ recomputed }: { readonly recomputed: Recomputed }) {
  const t = useWords();
  const { outcome } = recomputed;
  return (
    <Alert
      severity={SEVERITIES[outcome]}
      variant="outlined"
      role={outcome === 'differs' ? 'alert' : 'status'}
      data-outcome={outcome}
      sx={{ marginTop: 1.5 }}
    >
      {wordsOf(recomputed, t)}
    </Alert>
  );
}

function wordsOf({ outcome, events, finding, recomputed, shown }: Recomputed, t: Words): string {
  const figures = {
    events: amountText(String(events), locale()),
    recomputed: amountText(recomputed?.available ?? '', locale()),
    shown: amountText(shown?.available ?? '', locale()),
  };
  if (outcome !== 'differs') return t(`recomputed.${outcome}`, figures);
  const said = t('recomputed.differs', { ...figures, message: finding?.message ?? '' });
  const isAvailable = recomputed && shown && recomputed.available !== shown.available;
  return isAvailable ? `${said} ${t('recomputed.figures', figures)}` : said;
}
