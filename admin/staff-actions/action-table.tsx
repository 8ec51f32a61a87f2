import Box from '@mui/material/Box';
import { useListContext } from 'ra-core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { REASONS } from '../actions/run/reasons.js';
import type { ActionRow } from '../data/staff-lists.js';
import { useWords } from '../i18n/words.js';
import { accountPath } from '../lib/account-paths.js';
import { Actor } from '../ui/actor.js';
import { Grid, type Column } from '../ui/grid.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';
import { didWords } from './did.js';
import { nameWords, pathOf } from './targets.js';

/** What people did: each row leads to its account, and to others of its kind. */
export function ActionTable({ rows }: { readonly rows: readonly ActionRow[] }) {
  const t = useWords();
  const columns: Column<ActionRow>[] = [
    { label: t('did.when'), render: ({ at }) => <When at={at} precision="second" /> },
    {
      label: t('did.who'),
      render: ({ staff_id }) =>
        staff_id === null ? (
          t('did.nobody')
        ) : (
          <Narrowed name="staff_id" value={staff_id}>
            <Actor actor={`staff:${staff_id}`} />
          </Narrowed>
        ),
    },
    { label: t('did.what'), render: (row) => <What row={row} /> },
    {
      label: t('did.account'),
      render: ({ account_id }) =>
        account_id === null ? '–' : <Link to={accountPath(account_id)}>{account_id}</Link>,
    },
    { label: t('did.reason'), render: (row) => <Why row={row} /> },
    { label: t('did.outcome'), render: ({ status }) => <Outcome status={status} /> },
  ];
  return (
    <Grid
      label={t('did.title')}
      columns={columns}
      rows={rows}
      keyOf={({ action_id }) => action_id}
    />
  );
}

/** What was done, and to what. */
function What({ row }: { readonly row: ActionRow }) {
  const t = useWords();
  const facts = Object.entries({ ...row.targets, ...row.detail }).filter(
    ([, value]) => value !== '',
  );
  return (
    <Box component="span" sx={{ display: 'grid', maxWidth: { sm: 380 } }}>
      {didWords(row, t)}
      {facts.map(([name, value]) => (
        <Box key={name} component="span" sx={SMALL}>
          {nameWords(name, t)}: <Target name={name} value={value} row={row} />
        </Box>
      ))}
    </Box>
  );
}

interface TargetProps {
  readonly name: string;
  readonly value: string | boolean;
  readonly row: ActionRow;
}

/** What an action was about: a person by name, and a way to what has a page. */
function Target({ name, value, row }: TargetProps) {
  if (name === 'staff_id') return <Actor actor={`staff:${String(value)}`} />;
  const text = String(value);
  const path = pathOf(name, text, row);
  return path === undefined ? text : <Link to={path}>{text}</Link>;
}

function Why({ row: { reason_code, ticket } }: { readonly row: ActionRow }) {
  const t = useWords();
  const reason = REASONS.find((each) => each === reason_code);
  // A reason that is none is named as it was sent.
  const given = [reason ? t(`reason.${reason}`) : reason_code, ticket].filter(
    (each) => each !== null,
  );
  return given.length === 0 ? '–' : given.join(', ');
}

/** Whether it happened: what the server answered. */
function Outcome({ status }: { readonly status: number }) {
  const t = useWords();
  if (status < 400) return <Dotted word={t('did.done')} colour="success.main" />;
  if (status < 500) {
    return <Dotted word={t('did.refused', { status })} colour="warning.main" />;
  }
  return <Dotted word={t('did.failed', { status })} colour="error.main" />;
}

interface NarrowedProps {
  readonly name: 'staff_id';
  readonly value: string;
  readonly children: ReactNode;
}

/** A value that leads to all rows that have it, beside the filters chosen before. */
function Narrowed({ name, value, children }: NarrowedProps) {
  const t = useWords();
  const { filterValues } = useListContext();
  const filter = JSON.stringify({ ...filterValues, [name]: value });
  return (
    <Link to={`?${new URLSearchParams({ filter }).toString()}`} title={t('did.only_who')}>
      {children}
    </Link>
  );
}

const SMALL = { color: 'text.secondary', fontSize: '0.75rem', overflowWrap: 'anywhere' } as const;
