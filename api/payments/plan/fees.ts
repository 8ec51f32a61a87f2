import type { FindingDraft } from './plan.js';
import type { BalanceTransactionNow } from './tree.js';

/** Balance transactions whose net is not their amount less their fee. */
export function feeFindings(balances: readonly BalanceTransactionNow[]): FindingDraft[] {
  return balances.flatMap(({ id: objectId, amount: { minor, currency }, fee, net }) =>
    minor - fee === net
      ? []
      : [
          {
            class: 'fee' as const,
            objectId,
            ours: `${minor - fee} ${currency}`,
            theirs: `${net} ${currency}`,
          },
        ],
  );
}
