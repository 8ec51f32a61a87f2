import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { locale, useWords, type Words } from '../../i18n/words.js';
import { amountText, fromMicro, toMicro } from '../../lib/amount.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { CopyButton } from '../../ui/copied.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { Agreement, differing, type Figure, type Figures } from '../open/agreement.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { ExplainTable } from './explain-table.js';

type Explanation = Schemas['Explanation'];

/** Why the balance is what it is: what there was, what changed it by kind, and what there is. */
export default function ExplainTab() {
  const t = useWords();
  const { account } = useOpenAccount();
  const [opened, setOpened] = useState<string>();
  const query = useQuery({
    queryKey: accountKey(account.account_id, 'explain'),
    queryFn: ({ signal }) => readExplanation(account.account_id, signal),
  });
  const copy = query.data && (
    <CopyButton text={asText(query.data, account.name, t)} label={t('explain.copy')} />
  );
  return (
    <Panel title={t('explain.title')} aside={copy}>
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
          </>
        )}
      </Loaded>
    </Panel>
  );
}

const readExplanation = (account_id: string, signal: AbortSignal): Promise<Explanation> =>
  answerOf(
    api.GET('/v1/accounts/{account_id}/explain', { params: { path: { account_id } }, signal }),
  );

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

/** The explanation as it can be pasted into an answer to the customer: one line a kind. */
function asText(
  { opening, lines, closing, to }: Explanation,
  name: string | null,
  t: Words,
): string {
  const figure = (amount: string) => amountText(amount, locale());
  const change = (amount: string) => amountText(amount, locale(), 'always');
  const rows = [
    [t('explain.opening'), figure(opening.available)],
    ...lines.map(({ kind, entries, deltas }) => [
      `${t(`kind.${kind}`)} (${entries})`,
      change(deltas.available),
    ]),
    [t('explain.closing'), figure(closing.available)],
  ];
  const heading = `${name ?? ''} ${t('explain.range', { to })}`.trim();
  return [heading, ...rows.map(([what, amount]) => `${what}: ${amount}`)].join('\n');
}
