import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ExportLedger } from '../../exports/account-exports.js';
import { FreshnessOf } from '../../freshness/freshness.js';
import { locale, useWords, type Words } from '../../i18n/words.js';
import { amountText, fromMicro, toMicro } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { CopyButton } from '../../ui/copied.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { Agreement, differing, type Figure, type Figures } from '../open/agreement.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { justAfter, knownAt, type Moment } from '../open/moment.js';
import { ExplainTable, lineText } from './explain-table.js';
import { Recompute } from './recompute.js';

/** Its lines are of entries, its ends of days. */
const PROJECTIONS = ['ledger_entries', 'ledger_days'] as const;

type Explanation = Schemas['Explanation'];

/** Explains the balance: what there was, what changed it by kind and model, and what there is. */
export default function ExplainTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const [opened, setOpened] = useState<string>();
  const query = useQuery({
    queryKey: accountKey(account.account_id, moment ? 'past' : 'explain', 'explain', moment),
    queryFn: ({ signal }) => readExplanation(account.account_id, moment, signal),
  });
  return (
    <Panel
      title={t('explain.title')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={
        query.data && (
          <>
            <ExportLedger />
            <CopyButton text={asText(query.data, account.name, t)} label={t('explain.copy')} />
          </>
        )
      }
    >
      <Loaded query={query}>
        {(explanation) => (
          <>
            <Box
              sx={{
                padding: 1.75,
                paddingBottom: 0,
                color: 'text.secondary',
                fontSize: '0.8125rem',
              }}
            >
              <When at={explanation.to} precision="second" /> · {t('explain.hint')}
            </Box>
            <ExplainTable
              explanation={explanation}
              figures={shownFigures(explanation)}
              opened={opened}
              onOpen={setOpened}
            />
            <ExplainAgreement explanation={explanation} onLook={() => void query.refetch()} />
            {moment === undefined && <Recompute />}
          </>
        )}
      </Loaded>
    </Panel>
  );
}

/** By the effective clock up to and with the moment; the API's range ends before its end. */
function readExplanation(
  account_id: string,
  moment: Moment | undefined,
  signal: AbortSignal,
): Promise<Explanation> {
  const within = moment?.clock === 'effective' ? { to: justAfter(moment.at) } : knownAt(moment);
  const query = { group_by: 'model', ...within } as const;
  return answerOf(
    api.GET('/v1/accounts/{account_id}/explain', {
      params: { path: { account_id }, query },
      signal,
    }),
  );
}

const FIGURES: readonly Figure[] = ['available', 'held', 'frozen', 'debt'];

/** What can be spent, and those other figures that anything moved. */
const shownFigures = ({ opening, lines, closing }: Explanation): Figure[] =>
  FIGURES.filter(
    (figure) =>
      figure === 'available' ||
      [opening, closing, ...lines.map(({ deltas }) => deltas)].some(
        (figures) => toMicro(figures[figure]) !== 0n,
      ),
  );

/** The sum of the opening balance and all lines, figure by figure. */
function summed({ opening, lines }: Explanation): Figures {
  const sum = (figure: Figure) =>
    fromMicro(
      [opening, ...lines.map(({ deltas }) => deltas)].reduce(
        (total, figures) => total + toMicro(figures[figure]),
        0n,
      ),
    );
  return {
    available: sum('available'),
    held: sum('held'),
    frozen: sum('frozen'),
    debt: sum('debt'),
  };
}

interface ExplainAgreementProps {
  readonly explanation: Explanation;
  readonly onLook: () => void;
}

function ExplainAgreement({ explanation, onLook }: ExplainAgreementProps) {
  const t = useWords();
  const { live } = useOpenAccount();
  const balance = live.query.data;
  if (!balance) return null;
  const sums = summed(explanation);
  const figure = differing(sums, balance);
  const difference =
    figure && t('explain.differs', { sum: sums[figure], balance: balance[figure] });
  const look = () => {
    onLook();
    void live.query.refetch();
  };
  return <Agreement difference={difference} agrees={t('explain.agrees')} onLook={look} />;
}

/** The explanation as it can be pasted into an answer to the customer: a line a kind and model. */
function asText(
  { opening, lines, closing, to }: Explanation,
  name: string | null,
  t: Words,
): string {
  const figure = (amount: string) => amountText(amount, locale());
  const change = (amount: string) => amountText(amount, locale(), 'always');
  const rows = [
    [t('explain.opening'), figure(opening.available)],
    ...lines.map((line) => [
      `${lineText(line, t)} (${line.entries})`,
      change(line.deltas.available),
    ]),
    [t('explain.closing'), figure(closing.available)],
  ];
  const heading = `${name ?? ''} ${t('explain.range', { to })}`.trim();
  return [heading, ...rows.map(([what, amount]) => `${what}: ${amount}`)].join('\n');
}
