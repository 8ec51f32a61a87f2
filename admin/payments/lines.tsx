/** What stands in one cell of the tables of payments, so that they fit a desk. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { Schemas } from '../lib/api.js';
import { CopyIcon } from '../ui/copied.js';
import { PlanName } from '../ui/plan-name.js';
import { When } from '../ui/when.js';
import { shortId } from './short-id.js';

/** Lines below each other. */
export const Lines = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={{ display: 'grid' }}>
    {children}
  </Box>
);

/** A line that says more of the one above it. */
export const Small = ({ children }: { readonly children: ReactNode }) => (
  <Box component="span" sx={SMALL}>
    {children}
  </Box>
);

/** An id on one line: a long one by its ends, with a button that copies all of it. */
export const SmallId = ({ id }: { readonly id: string }) => (
  <Box component="span" sx={{ display: 'inline-flex', alignItems: 'center', minWidth: 0 }}>
    <Box component="code" sx={ID} title={id}>
      {shortId(id)}
    </Box>
    <CopyIcon id={id} what={id} />
  </Box>
);

type MoneyBack = Pick<Schemas['Dispute'], 'payment_id' | 'paid'>;

/** Which payment a refund or dispute is of: what it bought, when, and its id. */
export function WhichPayment({ row: { payment_id, paid } }: { readonly row: MoneyBack }) {
  return (
    <Lines>
      {paid?.name && <span>{paid.name}</span>}
      {paid?.plan && <PlanName plan={paid.plan} />}
      {paid && <When at={paid.created_at} />}
      <SmallId id={payment_id} />
    </Lines>
  );
}

const SMALL = { color: 'text.secondary', fontSize: '0.75rem' } as const;
const ID = { ...SMALL, whiteSpace: 'nowrap' } as const;
