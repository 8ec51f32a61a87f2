import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A name and what it stands for; undefined: there is nothing to say. */
export type Fact = readonly [label: string, value: ReactNode] | undefined;

/** Names and what they stand for, below each other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  const told = facts.filter((fact) => fact !== undefined);
  return (
    <Box component="dl" sx={LIST}>
      {told.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </Box>
  );
}

const LIST = {
  margin: 0,
  padding: 1.75,
  display: 'grid',
  gap: 1,
  fontSize: '0.875rem',
  '& > div': {
    display: 'grid',
    gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '180px minmax(0, 1fr)' },
    columnGap: 2,
  },
  '& dt': { color: 'text.secondary' },
  '& dd': { margin: 0, overflowWrap: 'anywhere' },
} as const;
