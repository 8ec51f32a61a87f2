import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { pageQuery, usePages } from '../data/pages.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { Lines, Small } from '../payments/lines.js';
import { OfAccountPanel } from '../payments/of-account.js';
import type { Column } from '../ui/grid.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { LOOK_MS } from './of-account.js';
import { mailKind } from './words.js';

type Mail = Schemas['Mail'];

/** The mails about the account, newest first; nothing where there are none. */
export function MailsPanel() {
  const t = useWords();
  const { account_id } = useOpenAccount().account;
  const query = usePages(
    accountKey(account_id, 'payments', 'mails'),
    (after, signal) => {
      const params = { path: { account_id }, query: pageQuery(after) };
      return answerOf(api.GET('/v1/accounts/{account_id}/mails', { params, signal }));
    },
    LOOK_MS,
  );
  const columns: Column<Mail>[] = [
    { label: t('mails.created'), render: ({ created_at }) => <When at={created_at} /> },
    { label: t('mails.about'), render: ({ kind }) => mailKind(kind, t) },
    { label: t('mails.to'), render: ({ addressee }) => t(`mails.to_${addressee}`) },
    {
      label: t('mails.state'),
      render: ({ state, error }) => (
        <Lines>
          <Dotted word={t(`mails.state_${state}`)} colour={COLOUR_OF[state]} />
          {error !== null && <Small>{error}</Small>}
        </Lines>
      ),
    },
    {
      label: t('mails.sent'),
      isNothing: ({ sent_at }) => sent_at === null,
      render: ({ sent_at: at }) => (at === null ? '–' : <When at={at} />),
    },
  ];
  return (
    <OfAccountPanel
      title={t('mails.title')}
      query={query}
      columns={columns}
      keyOf={({ mail_id }) => mail_id}
    />
  );
}

const COLOUR_OF: Readonly<Record<Mail['state'], string>> = {
  queued: 'warning.main',
  sending: 'warning.main',
  sent: 'success.main',
  unknown: 'warning.main',
  failed: 'error.main',
};
