import { useQuery } from '@tanstack/react-query';
import { ExportMembers } from '../../exports/account-exports.js';
import { FreshnessOf } from '../../freshness/freshness.js';
import { useWords } from '../../i18n/words.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { knownAt } from '../open/moment.js';
import { OtherClock } from '../open/other-clock.js';

type Member = Schemas['Member'];
const PROJECTIONS = ['members'] as const;
const PAGE_SIZE = 200;

/** The people who share the account, with their limits. */
export default function MembersTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  const params = { path: { account_id }, query: { 'page[size]': PAGE_SIZE, ...knownAt(moment) } };
  const query = useQuery({
    queryKey: accountKey(account_id, moment ? 'past' : 'members', 'members', moment),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}/members', { params, signal })),
  });
  const columns = (members: readonly Member[]): Column<Member>[] => [
    { label: t('members.member'), render: ({ member_id }) => member_id },
    {
      label: t('members.added'),
      render: ({ added_at }) => (added_at === null ? '–' : <When at={added_at} />),
    },
    {
      label: t('members.limit'),
      isNumber: true,
      render: ({ limit }) => (limit === null ? t('members.no_limit') : <Amount value={limit} />),
    },
    amountColumn(t('members.used'), members, ({ used }) => used),
    amountColumn(t('members.held'), members, ({ held }) => held),
  ];
  if (moment?.clock === 'effective')
    return <OtherClock title={t('members.title')} moment={moment} />;
  return (
    <Panel
      title={t('members.title')}
      fresh={<FreshnessOf of={PROJECTIONS} query={query} />}
      aside={<ExportMembers />}
    >
      <Loaded query={query} empty={{ title: t('members.empty'), why: t('members.empty_why') }}>
        {({ data }) => (
          <Grid
            label={t('members.title')}
            columns={columns(data)}
            rows={data}
            keyOf={({ member_id }) => member_id}
          />
        )}
      </Loaded>
    </Panel>
  );
}
