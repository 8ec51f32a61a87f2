import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../i18n/words.js';
import { answerOf, api } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { Arithmetic } from '../../ui/arithmetic.js';
import { Loaded } from '../../ui/panel.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';

/** How the credits of a debit came about, line by line, as the API gives it. */
export function EntryPrice({ debitId }: { readonly debitId: string }) {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const params = { path: { account_id, debit_id: debitId } };
  const query = useQuery({
    queryKey: accountKey(account_id, 'past', 'debit', debitId),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}/debits/{debit_id}', { params, signal })),
    // What a debit was priced by never changes.
    staleTime: Infinity,
  });
  return (
    <Loaded query={query}>
      {({ price, credits }) =>
        price === null ? (
          <Box sx={{ padding: 1, color: 'text.secondary' }}>
            {t('explain.no_rate')} <Amount value={credits} />
          </Box>
        ) : (
          <Box sx={{ paddingBottom: 1 }} data-priced={debitId}>
            <Box sx={{ padding: 1, color: 'text.secondary' }}>
              {t('explain.rate', { model: price.model, version: price.rate_version })}
            </Box>
            <Arithmetic
              label={t('explain.arithmetic', { debit: debitId })}
              price={price}
              credits={credits}
            />
          </Box>
        )
      }
    </Loaded>
  );
}
