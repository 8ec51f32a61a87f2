import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** Names and what they stand for, below each other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Box component="dl" sx={LIST}>
      {facts.map(([label, value]) => (
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
