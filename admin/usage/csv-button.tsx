import { AS_CSV } from '../exports/as-csv.js';
import { answerOf, api } from '../lib/api.js';
import { rowsIn } from '../lib/save.js';
import { useMe } from '../sign-in/session.js';
import { CsvButton } from '../ui/csv-button.js';
import { queryOf, type Question } from './question.js';

/** Saves the answer as the API writes it, every measure in it. */
export function UsageCsvButton({ question }: { readonly question: Question }) {
  const read = () =>
    answerOf(
      api.GET('/v1/usage', {
        params: { query: queryOf(question) },
        ...AS_CSV,
      }),
    );
  const { data: me } = useMe();
  // Usage of one account is also what belongs to that account.
  const isOfOne = question.account !== '' && !question.account.includes(',');
  const may = me?.exports.includes('usage') || (isOfOne && me?.exports.includes('account'));
  if (!may) return null;
  const name = `usage ${question.from} to ${question.to}`;
  return <CsvButton name={name} read={read} count={rowsIn} />;
}
