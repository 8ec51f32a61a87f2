import Box from '@mui/material/Box';
import { useListContext } from 'ra-core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AdjustmentRow } from '../data/data-provider.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { decimalsOf } from '../lib/amount.js';
import { Actor, useActorName } from '../ui/actor.js';
import { Amount } from '../ui/amount.js';
import { Grid, type Column } from '../ui/grid.js';
import { When } from '../ui/when.js';

type Approval = NonNullable<AdjustmentRow['approval']>;

/** Rows of the register: each leads to its event and account, and to others of its kind. */
export function AdjustmentTable({ rows }: { readonly rows: readonly AdjustmentRow[] }) {
  const t = useWords();
  const nameOf = useActorName();
  const room = decimalsOf(rows.map(({ credits }) => credits));
  const columns: Column<AdjustmentRow>[] = [
    {
      label: t('adjustments.what'),
      render: ({ account_id, event_id, kind }) => (
        <Link to={`${accountPath(account_id)}/timeline?event=${event_id}`}>
          {t(`adjustment.${kind}`)}
        </Link>
      ),
    },
    {
      label: t('adjustments.credits'),
      isNumber: true,
      render: ({ credits }) => <Amount value={credits} sign="always" room={room} />,
    },
    {
      label: t('adjustments.account'),
      render: ({ account_id }) => <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    {
      label: t('adjustments.reason'),
      render: (row) => (
        <>
          <div>{row.reason_code === null ? '–' : t(`reason.${row.reason_code}`)}</div>
          <Note row={row} />
        </>
      ),
    },
    {
      label: t('adjustments.ticket'),
      render: ({ ticket }) =>
        ticket === null ? (
          '–'
        ) : (
          <Narrowed name="ticket" value={ticket} label={t('adjustments.only_ticket', { ticket })}>
            {ticket}
          </Narrowed>
        ),
    },
    {
      label: t('adjustments.actor'),
      render: ({ actor, approval }) => (
        <>
          <Narrowed
            name="actor"
            value={actor}
            label={t('adjustments.only_actor', { actor: nameOf(actor) })}
          >
            <Actor actor={actor} />
          </Narrowed>
          {approval && <Approved {...approval} />}
        </>
      ),
    },
    {
      label: t('adjustments.when'),
      render: ({ recorded_at }) => <When at={recorded_at} />,
    },
  ];
  return (
    <Grid
      label={t('adjustments.title')}
      columns={columns}
      rows={rows}
      keyOf={({ adjustment_id }) => adjustment_id}
    />
  );
}

function Note({ row: { has_note, note } }: { readonly row: AdjustmentRow }) {
  const t = useWords();
  if (note === null && !has_note) return null;
  return <Box sx={NOTE}>{note ?? t('adjustments.note_hidden')}</Box>;
}

/** Leads to the request that others approved. */
function Approved({ approval_id: id, approved_by: actor }: Approval) {
  const t = useWords();
  const nameOf = useActorName();
  return (
    <Box sx={{ color: 'text.secondary' }}>
      <Link to={`/approvals/${id}`}>
        {actor === null
          ? t('adjustments.approved')
          : t('adjustments.approved_by', { name: nameOf(actor) })}
      </Link>
    </Box>
  );
}

/** As long as somebody wrote it; the other columns keep their room. */
const NOTE = {
  maxWidth: { sm: 340 },
  color: 'text.secondary',
  whiteSpace: 'pre-line',
  overflowWrap: 'anywhere',
} as const;

interface NarrowedProps {
  readonly name: 'actor' | 'ticket';
  readonly value: string;
  readonly label: string;
  readonly children: ReactNode;
}

/** A value that leads to all rows that have it, beside the filters chosen before. */
function Narrowed({ name, value, label, children }: NarrowedProps) {
  const { filterValues } = useListContext();
  const filter = JSON.stringify({ ...filterValues, [name]: value });
  return (
    <Link to={`?${new URLSearchParams({ filter }).toString()}`} title={label}>
      {children}
    </Link>
  );
}
