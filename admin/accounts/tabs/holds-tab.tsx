import { useQuery } from '@tanstack/react-query';
import { ReleaseButton } from '../../actions/release-button.js';
import { ExportHolds } from '../../exports/account-exports.js';
import { useModelName } from '../../data/model-names.js';
import { useWords } from '../../i18n/words.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { CopyId } from '../../ui/copied.js';
import { amountColumn, Grid, type Column } from '../../ui/grid.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';
import { knownAt } from '../open/moment.js';
import { OtherClock } from '../open/other-clock.js';

type Hold = Schemas['OpenHold'];
const PAGE_SIZE = 200;

/** Credits that are held for work under way. */
export default function HoldsTab() {
  const t = useWords();
  const modelName = useModelName();
  const { account, moment } = useOpenAccount();
  const { account_id } = account;
  const params = { path: { account_id }, query: { 'page[size]': PAGE_SIZE, ...knownAt(moment) } };
  const query = useQuery({
    queryKey: accountKey(account_id, moment ? 'past' : 'holds', 'holds', moment),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}/holds', { params, signal })),
  });
  const columns = (holds: readonly Hold[]): Column<Hold>[] => [
    { label: t('holds.hold'), render: ({ hold_id }) => <CopyId id={hold_id} what={hold_id} /> },
    {
      label: t('holds.for'),
      render: ({ model, action, feature }) =>
        model === null ? (action ?? feature ?? '–') : modelName(model),
    },
    { label: t('members.member'), render: ({ member_id }) => member_id ?? '–' },
    { label: t('holds.placed'), render: ({ placed_at }) => <When at={placed_at} /> },
    { label: t('holds.expires'), render: ({ expires_at }) => <When at={expires_at} /> },
    amountColumn(t('holds.credits'), holds, ({ credits }) => credits),
    {
      label: t('holds.act'),
      render: ({ hold_id, credits }) => <ReleaseButton holdId={hold_id} credits={credits} />,
    },
  ];
  if (moment?.clock === 'effective') return <OtherClock title={t('holds.title')} moment={moment} />;
  return (
    <Panel title={t('holds.title')} aside={<ExportHolds />}>
      <Loaded query={query} empty={{ title: t('holds.empty'), why: t('holds.empty_why') }}>
        {({ data }) => (
          <Grid
            label={t('holds.title')}
            columns={columns(data)}
            rows={data}
            keyOf={({ hold_id }) => hold_id}
          />
        )}
      </Loaded>
    </Panel>
  );
}
