import { useWords, type Words } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { Facts } from '../../ui/facts.js';
import { Panel } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';

/** The plan of the account, its period, and what is to change. */
export default function PlanTab() {
  const t = useWords();
  const { account, live } = useOpenAccount();
  const balance = live.query.data;
  const { plan, plan_version, period, renewed_by, scheduled_change, time_zone } = account;
  return (
    <Panel title={t('plan.title')}>
      <Facts
        facts={[
          [t('plan.current'), `${plan} (${t('plan.version', { version: plan_version })})`],
          [
            t('plan.period'),
            <>
              <When at={period.starts_at} /> – <When at={period.ends_at} />
            </>,
          ],
          [t('plan.renewed_by'), t(`plan.${renewed_by}`)],
          [
            t('plan.scheduled'),
            scheduled_change ? <Change change={scheduled_change} /> : t('plan.none'),
          ],
          ...(balance ? leftOf(balance, t) : []),
          [t('plan.zone'), time_zone],
        ]}
      />
    </Panel>
  );
}

function Change({
  change,
}: {
  readonly change: NonNullable<Schemas['Account']['scheduled_change']>;
}) {
  return (
    <>
      {change.plan} · <When at={change.effective_at} />
    </>
  );
}

function leftOf({ plan, packs, grants }: Schemas['Balance'], t: Words) {
  const amounts: (readonly [string, string | undefined])[] = [
    [t('plan.granted'), plan?.granted],
    [t('plan.left'), plan?.remaining],
    [t('plan.packs'), packs?.remaining],
    [t('plan.grants'), grants?.remaining],
  ];
  return amounts.flatMap(([label, amount]) =>
    amount === undefined ? [] : [[label, <Amount key={label} value={amount} />] as const],
  );
}
