import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../i18n/words.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { Amount } from '../../ui/amount.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';

type Member = Schemas['Member'];
const PAGE_SIZE = 200;

/** The people who share the account, with their limits. */
export default function MembersTab() {
  const t = useWords();
  const { account } = useOpenAccount();
  const { account_id } = account;
  const params = { path: { account_id }, query: { 'page[size]': PAGE_SIZE } };
  const query = useQuery({
    queryKey: accountKey(account_id, 'members'),
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
  return (
    <Panel title={t('members.title')}>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <Said title={t('members.empty')}>{t('members.empty_why')}</Said>
          ) : (
            <Grid
              label={t('members.title')}
              columns={columns(data)}
              rows={data}
              keyOf={({ member_id }) => member_id}
            />
          )
        }
      </Loaded>
    </Panel>
  );
}
