import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useContext } from 'react';
import { locale, useWords } from '../i18n/words.js';
import { showInstant } from '../lib/time.js';
import { Amount } from '../ui/amount.js';
import { Arithmetic } from '../ui/arithmetic.js';
import { Zone } from '../ui/when.js';
import type { Quoted } from './simulator.js';

/** What a call costs by one rate, and how that comes about. */
export function QuoteTable({ quoted: { rate, quote, refusal } }: { readonly quoted: Quoted }) {
  const t = useWords();
  const zone = useContext(Zone);
  const { version, status, effective_from: from } = rate;
  const heading =
    status === 'upcoming' && from !== null
      ? t('simulator.then', { version, time: showInstant(from, locale(), zone) })
      : t('simulator.now', { version });
  return (
    <Box component="section" aria-label={heading} data-version={version}>
      <Typography component="h3" variant="h2" sx={{ padding: 1.75 }}>
        {heading}
        {quote && (
          <>
            {': '}
            <Amount value={quote.credits} />
          </>
        )}
      </Typography>
      {refusal !== undefined && (
        <Alert severity="warning" variant="outlined" sx={{ margin: 1.75 }}>
          {t('simulator.refused', { why: refusal })}
        </Alert>
      )}
      {quote && <Arithmetic label={heading} price={quote.price} credits={quote.credits} />}
    </Box>
  );
}
