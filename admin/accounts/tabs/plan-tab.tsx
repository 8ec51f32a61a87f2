import { ActionButton } from '../../actions/action-button.js';
import { useActions } from '../../actions/context.js';
import { useWords, type Words } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { Facts } from '../../ui/facts.js';
import { Panel } from '../../ui/panel.js';
import { PlanName } from '../../ui/plan-name.js';
import { When } from '../../ui/when.js';
import { WhoChanges } from '../../subscriptions/change-button.js';
import { PlanOf } from '../../subscriptions/plan-of.js';
import { useOpenAccount } from '../open/context.js';
import { OtherClock } from '../open/other-clock.js';

/** The plan of the account, its period, and what is to change. */
export default function PlanTab() {
  const t = useWords();
  const { account, live, moment } = useOpenAccount();
  const balance = live.query.data;
  const { plan, plan_version, period, renewed_by, scheduled_change, time_zone } = account;
  if (moment?.clock === 'effective') return <OtherClock title={t('plan.title')} moment={moment} />;
  return (
    <Panel title={t('plan.title')} aside={<ChangePlanButton />}>
      <Facts
        facts={[
          [t('plan.current'), <PlanOf of={{ plan, plan_version }} isExact />],
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

function ChangePlanButton() {
  const t = useWords();
  const { account } = useOpenAccount();
  const { permits, open } = useActions();
  const isBilled = account.renewed_by === 'invoice';
  if (permits.change_plan === 'no') return isBilled ? <WhoChanges /> : null;
  return (
    <ActionButton size="small" variant="outlined" onClick={() => open({ kind: 'change_plan' })}>
      {t(permits.change_plan === 'do' ? 'act.change_plan' : 'act.change_plan_request')}
    </ActionButton>
  );
}

function Change({
  change,
}: {
  readonly change: NonNullable<Schemas['Account']['scheduled_change']>;
}) {
  return (
    <>
      <PlanName plan={change.plan} /> · <When at={change.effective_at} />
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
