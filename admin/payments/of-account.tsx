import type { ReactNode } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { pageQuery, usePages, type ApiPage } from '../data/pages.js';
import { Grid, type Column } from '../ui/grid.js';
import { More } from '../ui/more.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';

/** What Stripe does is in no stream that the page of an account follows. */
const LOOK_MS = 5_000;

/** A page of what an account has of something. */
export interface OfAccount extends ReturnType<typeof pageQuery> {
  readonly 'filter[account_id]': string;
}

/** What the account that is open has of something, newest first. */
export function useOfAccount<Row>(
  part: string,
  read: (query: OfAccount, signal: AbortSignal) => Promise<ApiPage<Row>>,
) {
  const { account_id } = useOpenAccount().account;
  return usePages(
    accountKey(account_id, 'payments', part),
    (after, signal) => read({ 'filter[account_id]': account_id, ...pageQuery(after) }, signal),
    LOOK_MS,
  );
}

interface OfAccountPanelProps<Row> {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly query: ReturnType<typeof useOfAccount<Row>>;
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  /** What stands where there are none; undefined: the panel is not there. */
  readonly empty?: { readonly title: string; readonly why: string };
}

/** What the account that is open has of something. */
export function OfAccountPanel<Row>(props: OfAccountPanelProps<Row>) {
  const { title, aside, query, columns, keyOf, empty } = props;
  const isTold = query.data ? query.data.rows.length > 0 : query.error !== null;
  if (!empty && !isTold) return null;
  return (
    <Panel title={title} aside={aside}>
      <Loaded query={query}>
        {({ rows }) =>
          empty && rows.length === 0 ? (
            <Said title={empty.title}>{empty.why}</Said>
          ) : (
            <>
              <Grid label={title} columns={columns} rows={rows} keyOf={keyOf} />
              <More query={query} />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}
