import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { useWords } from '../../i18n/words.js';
import type { Schemas } from '../../lib/api.js';
import { Actor, useActorName } from '../../ui/actor.js';
import { Grid, type Column } from '../../ui/grid.js';
import { Dotted } from '../../ui/standing.js';
import { When } from '../../ui/when.js';
import { Since } from './since.js';
import { differences, type Field } from './differences.js';

/** What versions of plans, packs and rates have in common. */
export interface Version {
  readonly version: number;
  readonly status: Schemas['VersionStatus'];
  /** Null: since the beginning of time. */
  readonly effective_from: string | null;
  readonly effective_to: string | null;
  readonly published_at: string;
  readonly actor: string | null;
  readonly proposal: Schemas['VersionProposal'] | null;
}

const COLOURS: Readonly<Record<Schemas['VersionStatus'], string>> = {
  past: 'text.secondary',
  current: 'success.main',
  upcoming: 'warning.main',
};

/** How a version stands to now, as a word. */
export function VersionWord({ status }: { readonly status: Schemas['VersionStatus'] }) {
  const t = useWords();
  return <Dotted word={t(`version.${status}`)} colour={COLOURS[status]} />;
}

interface VersionTableProps<Row extends Version> {
  readonly label: string;
  /** Newest first. */
  readonly versions: readonly Row[];
  readonly fieldsOf: (version: Row) => readonly Field[];
}

/** Every version, newest first, and in what each differs from the one that is live. */
export function VersionTable<Row extends Version>({
  label,
  versions,
  fieldsOf,
}: VersionTableProps<Row>) {
  const t = useWords();
  const live = versions.find(({ status }) => status === 'current');
  const columns: Column<Row>[] = [
    { label: t('versions.version'), isNumber: true, render: ({ version }) => version },
    { label: t('versions.status'), render: ({ status }) => <VersionWord status={status} /> },
    {
      label: t('versions.from'),
      render: ({ effective_from: from }) => <Since from={from} />,
    },
    {
      label: t('versions.to'),
      render: ({ effective_to: to }) => (to === null ? '–' : <When at={to} />),
    },
    {
      label: t('versions.difference'),
      render: (version) =>
        !live || version === live ? '–' : <Changes from={fieldsOf(live)} to={fieldsOf(version)} />,
    },
    {
      label: t('versions.published'),
      render: ({ published_at }) => <When at={published_at} />,
    },
    { label: t('versions.actor'), render: (version) => <PublishedBy {...version} /> },
  ];
  return (
    <Grid
      label={label}
      columns={columns}
      rows={versions}
      keyOf={({ version }) => String(version)}
    />
  );
}

/** Who published a version; where it was proposed, who approved it, and the proposal. */
function PublishedBy({ actor, proposal }: Pick<Version, 'actor' | 'proposal'>) {
  const t = useWords();
  const nameOf = useActorName();
  if (actor === null) return '–';
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <Actor actor={actor} />
      {proposal && (
        <Link to={`/approvals/proposals/${proposal.approval_id}`}>
          {proposal.approved_by === null
            ? t('versions.proposal')
            : t('versions.approved_by', { name: nameOf(proposal.approved_by) })}
        </Link>
      )}
    </Box>
  );
}

interface ChangesProps {
  readonly from: readonly Field[];
  readonly to: readonly Field[];
}

/** In what some terms differ from others, a line a field. */
export function Changes({ from, to }: ChangesProps) {
  const t = useWords();
  const found = differences(from, to);
  if (found.length === 0) return t('versions.same');
  return (
    <Box component="ul" sx={LINES}>
      {found.map((each) => (
        <li key={each.key}>
          {t('versions.change', {
            field: each.label,
            from: each.from ?? t('terms.none'),
            to: each.to ?? t('terms.none'),
          })}
        </li>
      ))}
    </Box>
  );
}

const LINES = { listStyle: 'none', margin: 0, padding: 0 } as const;
