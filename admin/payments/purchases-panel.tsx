import { useQuery } from '@tanstack/react-query';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { amountIn } from '../actions/steps/words.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { CopyId } from '../ui/copied.js';
import { Grid, type Column } from '../ui/grid.js';
import { moneyText } from '../ui/money.js';
import { Loaded, Panel } from '../ui/panel.js';
import { Said } from '../ui/states.js';
import { When } from '../ui/when.js';

type Purchase = Schemas['PackPurchase'];
const SIZE = 100;

/** Packs that the account has bought or begun to buy. */
export function PurchasesPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const params = { query: { 'filter[account_id]': account_id, 'page[size]': SIZE } };
  const purchases = useQuery({
    queryKey: accountKey(account_id, 'payments', 'purchases'),
    queryFn: ({ signal }) => answerOf(api.GET('/v1/pack-purchases', { params, signal })),
  });
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
    <Panel title={t('purchases.title')}>
      <Loaded query={purchases}>
        {({ data }) =>
          data.length === 0 ? (
            <Said title={t('purchases.empty')}>{t('purchases.empty_why')}</Said>
          ) : (
            <Grid
              label={t('purchases.title')}
              columns={columns}
              rows={data}
              keyOf={({ purchase_id }) => purchase_id}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
