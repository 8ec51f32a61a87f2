import Box from '@mui/material/Box';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableFooter from '@mui/material/TableFooter';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import TableSortLabel from '@mui/material/TableSortLabel';
import type { Theme } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { decimalsOf } from '../lib/amount.js';
import { Amount } from './amount.js';

/** A column of a table: its heading, and what stands in it. */
export interface Column<Row> {
  readonly label: string;
  readonly render: (row: Row) => ReactNode;
  readonly isNumber?: boolean;
  /** Of which rows it says nothing that a card should name: a count of 0. */
  readonly isNothing?: (row: Row) => boolean;
  /** What stands below all rows. */
  readonly total?: ReactNode;
  /** The rows are in this column's order; its heading changes the direction. */
  readonly sort?: { readonly direction: 'asc' | 'desc'; readonly onChange: () => void };
}

/** A column of amounts, their decimal points below each other; `total`: the sum of all. */
export function amountColumn<Row>(
  label: string,
  rows: readonly Row[],
  amountOf: (row: Row) => string,
  total?: string,
): Column<Row> {
  const room = decimalsOf([...rows.map(amountOf), total ?? '0']);
  return {
    label,
    isNumber: true,
    render: (row) => <Amount value={amountOf(row)} room={room} />,
    ...(total !== undefined && { total: <Amount value={total} room={room} /> }),
  };
}

interface GridProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A table; on a narrow screen each row is a card that names its columns. */
export function Grid<Row>({ label, columns, rows, keyOf }: GridProps<Row>) {
  const hasTotal = columns.some(({ total }) => total !== undefined);
  return (
    <Box sx={SCROLLED} tabIndex={0} role="region" aria-label={label}>
      <Table size="small" aria-label={label} sx={CARDS}>
        <TableHead>
          <TableRow>
            {columns.map((column) => (
              <Heading key={column.label} column={column} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.label} column={column} isBlank={column.isNothing?.(row) === true}>
                  {column.render(row)}
                </Cell>
              ))}
            </TableRow>
          ))}
        </TableBody>
        {hasTotal && (
          <TableFooter>
            <TableRow>
              {columns.map((column) => (
                <Cell key={column.label} column={column} isBlank={column.total === undefined}>
                  {column.total}
                </Cell>
              ))}
            </TableRow>
          </TableFooter>
        )}
      </Table>
    </Box>
  );
}

function Heading<Row>({ column }: { readonly column: Column<Row> }) {
  const { label, isNumber, sort } = column;
  const align = isNumber ? 'right' : 'left';
  if (!sort) return <TableCell align={align}>{label}</TableCell>;
  return (
    <TableCell align={align} sortDirection={sort.direction}>
      <TableSortLabel active direction={sort.direction} onClick={sort.onChange}>
        {label}
      </TableSortLabel>
    </TableCell>
  );
}

interface CellProps<Row> {
  readonly column: Column<Row>;
  /** Nothing stands in it that a card should name. */
  readonly isBlank?: boolean;
  readonly children: ReactNode;
}

function Cell<Row>({ column, isBlank = false, children }: CellProps<Row>) {
  return (
    <TableCell align={column.isNumber ? 'right' : 'left'} {...(isBlank && { className: 'blank' })}>
      <Box component="span" className="label" aria-hidden>
        {column.label}
      </Box>
      <span>{children}</span>
    </TableCell>
  );
}

const SCROLLED = { overflowX: 'auto' } as const;

/** Below 600 px: a card a row. The headings stay for whoever hears the page. */
export const CARDS = (theme: Theme) => ({
  '& .label': { display: 'none' },
  '& tfoot td': { fontWeight: 600, color: 'text.primary', borderBottom: 0 },
  '& tbody tr:last-of-type td': { borderBottom: 0 },
  '& tfoot tr td': { borderTop: `1px solid ${theme.palette.divider}` },
  [theme.breakpoints.down('sm')]: {
    '&, & table, & tbody, & tfoot, & tr, & td': { display: 'block' },
    '& thead': {
      position: 'absolute',
      width: '1px',
      height: '1px',
      overflow: 'hidden',
      clipPath: 'inset(50%)',
    },
    '& tr': { padding: theme.spacing(1, 0), borderBottom: `1px solid ${theme.palette.divider}` },
    '& tbody tr:last-of-type': { borderBottom: 0 },
    '& td.MuiTableCell-root': {
      display: 'flex',
      flexDirection: 'row',
      justifyContent: 'space-between',
      gap: theme.spacing(2),
      padding: theme.spacing(0.5, 1.75),
      border: 0,
      textAlign: 'right',
      overflowWrap: 'anywhere',
    },
    '& td > span > span': { justifyItems: 'end' },
    '& td.blank': { display: 'none' },
    '& tfoot tr td.MuiTableCell-root': { borderTop: 0 },
    // No column's points stand below each other here.
    '& .decimals': { minWidth: 0 },
    '& .label': {
      display: 'block',
      color: theme.palette.text.secondary,
      textAlign: 'left',
      flex: 'none',
    },
  },
});
