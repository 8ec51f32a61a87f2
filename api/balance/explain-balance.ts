import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { IntegrityError } from '../../domain/errors.js';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { CreditsText } from '../shapes/credits.js';
import { knownAtQuery, KnownText, presentKnowledge } from '../shapes/known-at.js';
import { InstantText, RequestInstant, requireOrder, requirePast } from '../shapes/time.js';
import { explainSql, type Figures, type LineRow } from './explain-sql.js';
import { Freshness } from '../accounts/freshness.js';
import { RatesView } from '../models/rates-view.js';
import { LedgerKind } from './get-ledger.js';
import { freshnessQuery, staleAnswer } from '../accounts/schemas.js';
import { BalanceFigures, presentBalanceFigures } from '../shapes/figures.js';
import { AccountId, EventId, ModelId } from '../shapes/ids.js';

/** Query of `GET /v1/accounts/{id}/explain`. */
export const ExplainQuery = z.strictObject({
  ...freshnessQuery,
  from: RequestInstant.optional().describe('Inclusive; the beginning unless told.'),
  to: RequestInstant.optional().describe('Exclusive; to the end unless told.'),
  group_by: z
    .enum(['day', 'model'])
    .optional()
    .describe('One line a kind and UTC day, or a kind and model.'),
  ...knownAtQuery,
});
export type ExplainQuery = z.output<typeof ExplainQuery>;

const BalanceAt = BalanceFigures.extend({
  credits: CreditsText.describe('available + held + frozen - debt'),
}).meta({ id: 'BalanceAt' });

const Line = z
  .object({
    kind: LedgerKind,
    day: z
      .string()
      .optional()
      .meta({ examples: ['2026-01-31'] }),
    model: ModelId.nullable()
      .optional()
      .describe('With `group_by=model`; null: the entries name none.'),
    model_name: z
      .string()
      .nullable()
      .optional()
      .describe('What the catalogue calls the model now.'),
    entries: z.number().int(),
    credits: CreditsText,
    granted: CreditsText.optional().describe('Of `renewal`: what the new lots gave.'),
    forfeited: CreditsText.optional().describe(
      'Of `renewal`: what was left of the old lots; `credits` is granted - forfeited. Of `settle` ' +
        'and `release`: what was reserved of lots that had ended; part of `credits`.',
    ),
    deltas: BalanceFigures,
    first_at: InstantText,
    last_at: InstantText,
    first_event_id: EventId,
    last_event_id: EventId,
    entries_url: z.string().describe('The entries this line is the sum of.'),
  })
  .meta({ id: 'ExplainLine' });

/** opening + Σ lines = closing, to the micro-credit, in every column. */
export const ExplainAnswer = z
  .object({
    account_id: AccountId,
    from: InstantText.nullable(),
    to: InstantText,
    opening: BalanceAt,
    lines: z.array(Line),
    closing: BalanceAt,
    known_at: KnownText.optional(),
    ...staleAnswer,
  })
  .meta({ id: 'Explanation' });
export type ExplainAnswer = z.output<typeof ExplainAnswer>;

/** Explains a balance: opening, changes by kind, closing. */
@Injectable()
export class ExplainBalance {
  constructor(
    private readonly pool: Pool,
    private readonly freshness: Freshness,
    private readonly clock: Clock,
    private readonly models: RatesView,
  ) {}

  /** Throws DomainError `account_not_found`, IntegrityError if the sums disagree. */
  async of(accountId: string, query: ExplainQuery): Promise<ExplainAnswer> {
    const { from, to, known_at: knownAt } = query;
    requireOrder({ from, to });
    if (knownAt?.kind === 'instant') {
      requirePast('known_at', knownAt.instant, this.clock.now());
    }
    const { text, values } = explainSql(accountId, query);
    const ask = () => this.pool.query<LineRow>(text, values);
    const fresh = await this.freshness.read(accountId, query.min_position, 'ledger_entries', ask);
    const [opening = NOTHING, closing = NOTHING, ...lines] = fresh.rows;
    requireSum(accountId, opening, lines, closing);
    return {
      account_id: accountId,
      from: from === undefined ? null : formatInstant(from),
      to: formatInstant(to ?? this.clock.now()),
      opening: presentFigures(opening),
      lines: lines.map((line) => ({
        ...presentLine(accountId, line, query),
        ...(query.group_by === 'model' && this.namedModel(line)),
      })),
      closing: presentFigures(closing),
      ...(knownAt && { known_at: presentKnowledge(knownAt) }),
      ...(fresh.stale && { stale: true }),
    };
  }

  private namedModel({ model }: LineRow) {
    return { model, model_name: model === null ? null : this.models.nameOf(model) };
  }
}

/** Opening and closing of an account that the read model does not know yet. */
const NOTHING: Figures = { d_available: '0', d_held: '0', d_frozen: '0', d_debt: '0' };

const COLUMNS = ['d_available', 'd_held', 'd_frozen', 'd_debt'] as const;

/** Opening and closing are summed from days, the lines from entries: they must agree. */
function requireSum(
  accountId: string,
  opening: Figures,
  lines: readonly Figures[],
  closing: Figures,
): void {
  for (const column of COLUMNS) {
    const sum = [opening, ...lines].reduce((total, row) => total + BigInt(row[column]), 0n);
    if (sum === BigInt(closing[column])) continue;
    throw new IntegrityError('the entries do not add up to the balance', { accountId, column });
  }
}

function presentFigures(row: Figures): z.output<typeof BalanceAt> {
  const [available, held, frozen, debt] = figuresOf(row);
  return {
    ...presentBalanceFigures({ available, held, frozen, debt }),
    credits: formatCredits(available + held + frozen - debt),
  };
}

const figuresOf = (row: Figures) =>
  [BigInt(row.d_available), BigInt(row.d_held), BigInt(row.d_frozen), BigInt(row.d_debt)] as const;

function presentLine(accountId: string, line: LineRow, query: ExplainQuery): z.output<typeof Line> {
  const { credits, ...deltas } = presentFigures(line);
  const kind = LedgerKind.parse(line.kind);
  return {
    kind,
    ...(line.day !== null && { day: line.day }),
    entries: Number(line.entries),
    credits,
    ...(line.forfeited !== null && lostIn(kind, line, BigInt(line.forfeited))),
    deltas,
    first_at: line.first_at.toISOString(),
    last_at: line.last_at.toISOString(),
    first_event_id: line.first_event_id,
    last_event_id: line.last_event_id,
    entries_url: entriesUrl(accountId, kind, line, query),
  };
}

/** Both sides of a renewal, which the net figure hides. */
function lostIn(kind: string, line: LineRow, forfeited: bigint) {
  if (kind !== 'renewal') return { forfeited: formatCredits(forfeited) };
  const [available, held, frozen, debt] = figuresOf(line);
  const granted = available + held + frozen - debt + forfeited;
  return { granted: formatCredits(granted), forfeited: formatCredits(forfeited) };
}

/** URL of the ledger filtered to the entries of a line. */
function entriesUrl(
  accountId: string,
  kind: string,
  line: LineRow,
  { from, to, known_at: knownAt, group_by: groupBy }: ExplainQuery,
): string {
  const first = line.day === null ? from : line.first_at.getTime();
  const end = line.day === null ? to : line.last_at.getTime() + 1;
  const query = new URLSearchParams({ 'filter[kind]': kind });
  if (groupBy === 'model') query.set('filter[model]', line.model ?? '');
  if (first !== undefined) query.set('filter[from]', formatInstant(first));
  if (end !== undefined) query.set('filter[to]', formatInstant(end));
  if (knownAt) query.set('known_at', presentKnowledge(knownAt));
  return `/v1/accounts/${encodeURIComponent(accountId)}/ledger?${query.toString()}`;
}
