import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Lines, Small } from '../payments/lines.js';
import { currentOf, useSubscriptions } from '../subscriptions/of-account.js';
import { useMay } from '../sign-in/session.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { useOpenAccount } from './open/context.js';
import { renewalOf } from './renewal.js';

/** What is not paid stands out among the figures, also beside a level that is well. */
const Loud = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={LOUD}>
    <ErrorIcon aria-hidden sx={{ fontSize: 18, flex: 'none' }} />
    {children}
  </Box>
);

const LOUD = {
  display: 'inline-flex',
  alignItems: 'center',
  gap: 0.75,
  color: 'error.main',
  fontWeight: 650,
} as const;

interface RenewalFactProps {
  readonly balance: Schemas['Balance'];
  /** Puts it beside the other figures. */
  readonly children: (label: string, value: ReactNode) => ReactNode;
}

/** When the plan renews or ends; or since when that is due, and until when its credits last. */
export function RenewalFact({ balance, children }: RenewalFactProps) {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const mayRead = useMay('payments:read');
  // What Stripe says now is not what it said then.
  const isAsked = mayRead && moment === undefined && account.renewed_by === 'invoice';
  const { data } = useSubscriptions(isAsked);
  const renewal = renewalOf(account, balance, isAsked ? currentOf(data?.data ?? []) : undefined);
  if (!renewal) return null;
  switch (renewal.is) {
    case 'renews':
    case 'ends':
      return children(t(`accounts.${renewal.is}`), <When at={renewal.at} />);
    case 'due':
    case 'past_due': {
      const { is, since, until, isOver } = renewal;
      const word = (
        <span>
          {t('accounts.due_since')} <When at={since} />
        </span>
      );
      return children(
        t('accounts.renewal'),
        <Lines>
          {is === 'due' ? <Dotted word={word} colour="warning.main" /> : <Loud>{word}</Loud>}
          {until !== null && (
            <Small>
              {t(isOver ? 'accounts.grace_over' : 'accounts.grace')} <When at={until} />
            </Small>
          )}
        </Lines>,
      );
    }
  }
}
