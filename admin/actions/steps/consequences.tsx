import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { usePackName } from '../../data/packs.js';
import type { MessageKey } from '../../i18n/messages.js';
import { useWords, type Words } from '../../i18n/words.js';
import { toMicro } from '../../lib/amount.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { moneyText } from '../../ui/money.js';
import { Facts, type Fact } from '../../ui/facts.js';
import { When } from '../../ui/when.js';
import type { Preview, State } from '../run/machine.js';
import { LotChanges } from './lot-changes.js';
import { PaymentWords } from './payment-words.js';
import { amountIn } from './words.js';

type Figures = Schemas['AccountFigures'];

interface ConsequencesProps {
  readonly state: State;
  readonly preview: Preview;
}

/** Before and after, the lots it touches, why, and what was given by hand before. */
export function Consequences({ state, preview }: ConsequencesProps) {
  const t = useWords();
  const packName = usePackName();
  const { reason_code, note, ticket, expires_at: typed, direction } = state.input;
  const expires_at = direction === 'issue' ? typed : '';
  const { limit, debt_repaid } = preview;
  const { command } = state;
  const facts: Fact[] = [
    command.kind === 'refund_payment'
      ? [t('act.of_payment'), <PaymentWords key="payment" command={command} />]
      : undefined,
    ...moneyFacts(preview.money, t),
    ...boughtFacts(preview.bought, packName, t),
    isSome(debt_repaid)
      ? [t('act.debt_repaid'), <Amount key="debt" value={debt_repaid} />]
      : undefined,
    ...changeFacts(preview.change, t),
    expires_at === '' ? undefined : [t('lots.expires'), <When key="expires" at={expires_at} />],
    [t('event.reason'), reason_code === '' ? '' : t(`reason.${reason_code}`)],
    note.trim() === '' ? undefined : [t('event.note'), note],
    ticket.trim() === '' ? undefined : [t('event.ticket'), ticket],
    [t('act.credited_90d'), <Amount key="given" value={preview.credited_90d} />],
    limit === null || !isSome(limit.per_action)
      ? undefined
      : [
          t('act.limit'),
          t('act.limit_is', {
            per_action: amountIn(limit.per_action),
            per_day: amountIn(limit.per_day),
            used: amountIn(limit.used),
          }),
        ],
  ];
  return (
    <>
      {preview.warnings.map((warning) => (
        <Alert key={warning} severity="warning" variant="outlined" role="status">
          {t(`act.warn_${warning}`)}
        </Alert>
      ))}
      <BeforeAfter preview={preview} />
      {preview.lots.length > 0 && <LotChanges lots={preview.lots} />}
      <Box sx={CALM}>
        <Facts facts={facts} />
      </Box>
    </>
  );
}

/** What goes back in money, and what it takes in credits. */
function moneyFacts(money: Preview['money'], t: Words): Fact[] {
  if (!money) return [];
  const credits = (label: MessageKey, value: string): Fact =>
    isSome(value) ? [t(label), <Amount key={label} value={value} />] : undefined;
  return [
    [t('act.money_back'), moneyText(money.amount)],
    [
      t('act.money_of'),
      t('act.money_of_is', {
        received: moneyText(money.received),
        refunded: moneyText(money.refunded),
        left: moneyText(money.left),
      }),
    ],
    [t('act.clawed_back'), <Amount key="clawed" value={money.clawed_back} />],
    credits('act.written_off', money.written_off),
    credits('act.debt_made', money.debt),
    [t('act.kept'), <Amount key="kept" value={money.kept} />],
  ];
}

/** What was bought, what it was to cost, and what has arrived for it. */
function boughtFacts(
  bought: Preview['bought'],
  nameOf: (pack: string) => string,
  t: Words,
): Fact[] {
  if (!bought) return [];
  const { pack, credits, price, paid } = bought;
  return [
    [t('act.bought'), t('act.bought_is', { pack: nameOf(pack), credits: amountIn(credits) })],
    [t('act.bought_price'), moneyText(price)],
    [t('act.bought_paid'), moneyText(paid)],
  ];
}

/** When a change of plan takes effect, and what it brings. */
function changeFacts(change: Preview['change'], t: Words): Fact[] {
  if (!change) return [];
  const { effective_at, granted, renews_at, price } = change;
  return [
    effective_at === null
      ? undefined
      : [t('act.takes_effect'), <When key="effect" at={effective_at} />],
    price === null ? undefined : [t('act.price'), moneyText(price)],
    granted === null ? undefined : [t('act.granted'), <Amount key="granted" value={granted} />],
    renews_at === null ? undefined : [t('act.renews'), <When key="renews" at={renews_at} />],
  ];
}

const isSome = (amount: string): boolean => toMicro(amount) !== 0n;

/** The figures now and afterwards, side by side: those that are there or change. */
function BeforeAfter({ preview: { before, after } }: { readonly preview: Preview }) {
  const t = useWords();
  const amounts = (['available', 'held', 'frozen', 'debt'] as const).filter(
    (figure) => figure === 'available' || isSome(before[figure]) || isSome(after[figure]),
  );
  const words: (readonly [string, (figures: Figures) => string])[] = [
    [t('accounts.level'), ({ level }) => t(`level.${level}`)],
    [t('accounts.status'), ({ status }) => t(`status.${status}`)],
    [t('accounts.plan'), ({ plan }) => plan],
  ];
  return (
    <Box component="table" sx={TABLE}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('act.now')}</th>
          <th scope="col">{t('act.afterwards')}</th>
        </tr>
      </thead>
      <tbody>
        {amounts.map((figure) => (
          <tr key={figure} data-figure={figure}>
            <th scope="row">{t(`accounts.${figure}`)}</th>
            <td>
              <Amount value={before[figure]} />
            </td>
            <td>
              <Typography component="strong" sx={{ fontSize: 'inherit', fontWeight: 600 }}>
                <Amount value={after[figure]} />
              </Typography>
            </td>
          </tr>
        ))}
        {words
          .filter(([, wordOf]) => wordOf(before) !== wordOf(after))
          .map(([label, wordOf]) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>{wordOf(before)}</td>
              <td>{wordOf(after)}</td>
            </tr>
          ))}
      </tbody>
    </Box>
  );
}

const CALM = { '& dl': { padding: 0 }, '& dd': { whiteSpace: 'pre-wrap' } } as const;
const TABLE = {
  width: '100%',
  borderCollapse: 'collapse',
  fontSize: '0.875rem',
  '& th, & td': { padding: '6px 0', textAlign: 'right', fontWeight: 'inherit' },
  '& th[scope=row]': { textAlign: 'left', color: 'text.secondary' },
  '& thead th': { color: 'text.secondary', fontSize: '0.75rem', fontWeight: 550 },
  '& tbody tr': { borderTop: 1, borderColor: 'divider' },
  '& tbody tr:last-of-type': { borderBottom: 1, borderColor: 'divider' },
} as const;
