import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import { useIsMutating } from '@tanstack/react-query';
import { ListBase, useListContext, type RaRecord, type SortPayload } from 'ra-core';
import type { ReactNode } from 'react';
import { useWords } from '../i18n/words.js';
import { useLatest } from '../lib/latest.js';
import { Pager } from './pager.js';
import { PageTitle } from './page-title.js';
import { Offline, Said, Trouble, Waiting } from './states.js';

const PAGE_SIZE = 25;

interface ListPageProps<Row extends RaRecord> {
  readonly resource: string;
  readonly title: string;
  /** In which order it begins. */
  readonly sort?: SortPayload;
  /** Beside the title: how fresh the rows are, buttons. */
  readonly aside?: ReactNode;
  /** What stands below the title. */
  readonly above?: ReactNode;
  readonly filters?: ReactNode;
  /** What the list is always narrowed by, beside its filters. */
  readonly within?: Readonly<Record<string, string>>;
  /** How often it is read again by itself; absent: never. */
  readonly readAgainMs?: number;
  readonly loading: string;
  /** What is said where there is nothing at all. */
  readonly empty: { readonly title: string; readonly why: string };
  /** What is said where nothing fits the filters. */
  readonly noMatch?: { readonly title: string; readonly why: string };
  /** What stands below the list. */
  readonly below?: ReactNode;
  readonly children: (rows: readonly Row[]) => ReactNode;
}

/** A list with its filters, in pages; the address holds what it is narrowed by. */
export function ListPage<Row extends RaRecord>(props: ListPageProps<Row>) {
  const { resource, title, sort, aside, above, filters, within, readAgainMs, below } = props;
  // What is being deleted must not be asked for meanwhile.
  const isChanging = useIsMutating() > 0;
  return (
    <ListBase
      resource={resource}
      perPage={PAGE_SIZE}
      exporter={false}
      storeKey={false}
      queryOptions={{
        placeholderData: (before) => before,
        ...(readAgainMs !== undefined && !isChanging && { refetchInterval: readAgainMs }),
      }}
      {...(within && { filter: within })}
      {...(sort && { sort })}
    >
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <TitleRow title={title} aside={aside} />
        {above}
        {filters}
        <Paper variant="outlined" sx={{ overflow: 'hidden' }}>
          <Rows {...props} />
        </Paper>
        <Pager />
        {below}
      </Box>
    </ListBase>
  );
}

interface TitleRowProps {
  readonly title: string;
  readonly aside?: ReactNode;
}

/** The title of a page, with its buttons beside it. */
export function TitleRow({ title, aside }: TitleRowProps) {
  return (
    <Box sx={TITLE_ROW}>
      <PageTitle text={title} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>{aside}</Box>
    </Box>
  );
}

function Rows<Row extends RaRecord>(props: ListPageProps<Row>) {
  const { loading, empty, noMatch, children } = props;
  const t = useWords();
  const { data, error, isPending, isPaused, filterValues, setFilters, refetch } =
    useListContext<Row>();
  if (error) return <Trouble error={error} onRetry={() => void refetch()} />;
  if (data === undefined || isPending) {
    return isPaused ? <Offline /> : <Waiting label={loading} lines={10} />;
  }
  if (data.length > 0) return <>{children(data)}</>;
  if (!noMatch || Object.keys(filterValues).length === 0) {
    return <Said title={empty.title}>{empty.why}</Said>;
  }
  const clear = <Button onClick={() => setFilters({})}>{t('action.clear_filters')}</Button>;
  return (
    <Said title={noMatch.title} action={clear}>
      {noMatch.why}
    </Said>
  );
}

/** What a list is narrowed by: reads and writes one filter after the other. */
export function useFilters() {
  const { filterValues, setFilters } = useListContext();
  // Out of the address, so it may be anything: the API says what is wrong with it.
  const values: Readonly<Record<string, unknown>> = filterValues;
  const text = (name: string): string => {
    const value = values[name];
    return typeof value === 'string' ? value : '';
  };
  // What was set last may not be drawn yet: what is set next adds to it.
  const latest = useLatest(values);
  const write = (filters: Readonly<Record<string, unknown>>) => {
    const set = Object.entries(filters).filter(([, value]) => value !== '');
    latest.current = Object.fromEntries(set);
    setFilters(latest.current);
  };
  const put = (more: Readonly<Record<string, string>>) => write({ ...latest.current, ...more });
  const set = (name: string) => (value: string) => put({ [name]: value });
  return {
    chosen: (name: string) => ({ value: text(name), onChoose: set(name) }),
    typed: (name: string) => ({ value: text(name), onType: set(name) }),
    /** Several at once; '' clears one. */
    put,
    /** By how many filters it is narrowed. */
    count: Object.keys(values).length,
    clear: () => write({}),
  };
}

const TITLE_ROW = {
  display: 'flex',
  flexWrap: 'wrap',
  gap: 1.5,
  alignItems: 'center',
  justifyContent: 'space-between',
} as const;
