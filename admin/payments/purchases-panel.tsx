import { amountIn } from '../actions/steps/words.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { CopyId } from '../ui/copied.js';
import type { Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { When } from '../ui/when.js';
import { OfAccountPanel, useOfAccount } from './of-account.js';

type Purchase = Schemas['PackPurchase'];

/** Packs that the account has bought or begun to buy. */
export function PurchasesPanel() {
  const t = useWords();
  const query = useOfAccount('purchases', (asked, signal) =>
    answerOf(api.GET('/v1/pack-purchases', { params: { query: asked }, signal })),
  );
  const columns: Column<Purchase>[] = [
    { label: t('payments.when'), render: ({ created_at }) => <When at={created_at} /> },
    {
      label: t('purchases.pack'),
      render: ({ name, credits }) => t('payments.credits', { name, credits: amountIn(credits) }),
    },
    { label: t('purchases.price'), isNumber: true, render: ({ price }) => moneyText(price) },
    { label: t('purchases.state'), render: ({ state }) => t(`purchases.state_${state}`) },
    {
      label: t('purchases.purchase'),
      render: ({ purchase_id }) => <CopyId id={purchase_id} what={purchase_id} />,
    },
  ];
  return (
    <OfAccountPanel
      title={t('purchases.title')}
      query={query}
      columns={columns}
      keyOf={({ purchase_id }) => purchase_id}
      empty={{ title: t('purchases.empty'), why: t('purchases.empty_why') }}
    />
  );
}
