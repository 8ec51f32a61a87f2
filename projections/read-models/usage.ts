import { DAY_MS, MINUTE_MS, type Instant } from '../../domain/instant.js';
import type { Usage } from '../../domain/model/price.js';
import type { Projection } from '../tables/projection.js';
import { add, key, sum, sumsTable, type Change } from '../tables/table.js';

/** Time zone offsets are multiples of this, so days of any zone can be summed from it. */
export const QUARTER_MS = 15 * MINUTE_MS;

const purpose = {
  model: key('text'),
  feature: key('text'),
  action: key('text'),
  outcome: key('text'),
};
/** Sums over all accounts are not divided by member. */
const memberId = key('text');
const figures = {
  /** Gross cost of debits; refunds are in `refunded`, at the time of their debit. */
  credits: sum(),
  refunded: sum(),
  requests: sum(),
  inputTokens: sum(),
  cachedInputTokens: sum(),
  outputTokens: sum(),
  reasoningTokens: sum(),
  images: sum(),
};
const bin = key('timestamptz');
const accountId = key('text');
const storage = 'fillfactor = 70';
// Usage over all accounts: scans the range of pages filled in that time.
const indexes = { bin: 'USING brin (bin) WITH (autosummarize = on)' };

/** Usage by UTC quarter-hour; the primary key serves a range of one account. */
export const UsageQuarterRow = sumsTable(
  'usage_quarters',
  { accountId, bin, ...purpose, memberId, ...figures },
  { storage, indexes },
);
/** The same over all accounts, so that totals do not scan accounts. */
export const UsageQuarterAllRow = sumsTable(
  'usage_quarters_all',
  { bin, ...purpose, ...figures },
  { storage },
);
/** Usage by UTC day, for long ranges. */
export const UsageDayRow = sumsTable(
  'usage_days',
  { accountId, bin, ...purpose, memberId, ...figures },
  { storage, indexes },
);
/** Usage of all accounts by day. */
export const UsageDayAllRow = sumsTable(
  'usage_days_all',
  { bin, ...purpose, ...figures },
  { storage },
);

/** Builds usage by the time it occurred. A dimension absent from the debit is `''`. */
export const usage: Projection = {
  name: 'usage',
  lane: 'usage',
  version: 2,
  tables: [UsageQuarterRow, UsageQuarterAllRow, UsageDayRow, UsageDayAllRow],
  on: {
    CreditsDebited: ({ fact: { data, occurredAt } }) => used(occurredAt, data),
    HoldSettled: ({ fact: { data, occurredAt } }) => used(occurredAt, data),
    DebitRefunded: ({ fact: { data } }) =>
      count(
        data.debit.occurredAt,
        { accountId: data.accountId, ...data.debit },
        { refunded: data.credits },
      ),
  },
};

interface Used extends Purpose {
  readonly credits: bigint;
  readonly usage?: Usage | undefined;
}

const used = (occurredAt: Instant, data: Used): Change[] =>
  count(occurredAt, data, {
    credits: data.credits,
    requests: 1,
    inputTokens: data.usage?.inputTokens ?? 0,
    cachedInputTokens: data.usage?.cachedInputTokens ?? 0,
    outputTokens: data.usage?.outputTokens ?? 0,
    reasoningTokens: data.usage?.reasoningTokens ?? 0,
    images: data.usage?.images ?? 0,
  });

interface Purpose {
  readonly accountId: string;
  readonly model?: string | undefined;
  readonly feature?: string | undefined;
  readonly action?: string | undefined;
  readonly memberId?: string | undefined;
  readonly outcome: string;
}

function count(
  occurredAt: Instant,
  {
    accountId: account,
    model = '',
    feature = '',
    action = '',
    memberId: by = '',
    outcome,
  }: Purpose,
  counted: { readonly [Figure in keyof typeof figures]?: bigint | number },
): Change[] {
  const quarter = Math.floor(occurredAt / QUARTER_MS) * QUARTER_MS;
  const day = Math.floor(occurredAt / DAY_MS) * DAY_MS;
  const what = { model, feature, action, outcome, ...counted };
  return [
    add(UsageQuarterRow, { accountId: account, memberId: by, bin: quarter, ...what }),
    add(UsageQuarterAllRow, { bin: quarter, ...what }),
    add(UsageDayRow, { accountId: account, memberId: by, bin: day, ...what }),
    add(UsageDayAllRow, { bin: day, ...what }),
  ];
}
