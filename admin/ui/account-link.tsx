import Box from '@mui/material/Box';
import { Link } from 'react-router';
import { accountPath } from '../lib/account-paths.js';

interface AccountLinkProps {
  readonly id: string;
  /** Null: it has none, so that its id stands for it. */
  readonly name: string | null;
  /** Another page of it than its first. */
  readonly path?: string;
}

/** Leads to an account by its name, with its id beside it. */
export function AccountLink({ id, name, path = accountPath(id) }: AccountLinkProps) {
  if (name === null) return <Link to={path}>{id}</Link>;
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <Link to={path}>{name}</Link>
      <Box component="span" sx={ID}>
        {id}
      </Box>
    </Box>
  );
}

const ID = { color: 'text.secondary', fontSize: '0.75rem', overflowWrap: 'anywhere' } as const;
