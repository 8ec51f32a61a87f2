import { useQueryClient } from '@tanstack/react-query';
import { useListContext } from 'ra-core';
import { useContext, useEffect, useState } from 'react';
import { locale, useWords, type Words } from '../i18n/words.js';
import { durationText, showInstant } from '../lib/time.js';
import { Zone } from '../ui/when.js';
import { FreshChip, type Tone } from './fresh-chip.js';
import { VERY_LATE_S, type Lag, type ProjectionName } from './lag.js';
import { useStanding, type Standing } from './use-projections.js';

const TICK_MS = 5_000;
/** What was read longer ago than this says so. */
const OLD_MS = 60_000;

interface FreshnessProps {
  /** The projections of which the figures are. */
  readonly of: readonly ProjectionName[];
  /** When they were read, by this browser's clock; 0: they were not yet. */
  readonly readAt: number;
  readonly onRead: () => void;
}

/** How fresh figures are that come from projections: as of when, at which position, how late. */
export function Freshness({ of, readAt, onRead }: FreshnessProps) {
  const t = useWords();
  const zone = useContext(Zone);
  const standing = useStanding(of);
  const now = useNow();
  if (readAt === 0) return null;
  const { lag, look } = standing;
  const agoMs = now - readAt;
  const isOld = lag.kind === 'current' && agoMs > OLD_MS;
  const text = isOld
    ? t('fresh.read_ago', { time: durationText(agoMs / 1_000, locale()) })
    : lagText(lag, t);
  const read = () => {
    look();
    onRead();
  };
  return (
    <FreshChip
      tone={isOld ? 'unsure' : toneOf(lag)}
      text={text}
      title={titleOf({ of, readAt }, standing, zone, t)}
      onRead={read}
    />
  );
}

/** The same of what one query has read. */
export function FreshnessOf({
  of,
  query,
}: Pick<FreshnessProps, 'of'> & {
  readonly query: { readonly dataUpdatedAt: number; readonly refetch: () => unknown };
}) {
  return <Freshness of={of} readAt={query.dataUpdatedAt} onRead={() => void query.refetch()} />;
}

/** The same of the list around it. */
export function ListFreshness({ of }: Pick<FreshnessProps, 'of'>) {
  const { resource, refetch } = useListContext();
  const [query] = useQueryClient()
    .getQueryCache()
    .findAll({ queryKey: [resource, 'getList'], type: 'active' });
  return (
    <Freshness of={of} readAt={query?.state.dataUpdatedAt ?? 0} onRead={() => void refetch()} />
  );
}

/** What the lag of projections says in words. */
export function lagText(lag: Lag, t: Words): string {
  switch (lag.kind) {
    case 'unknown':
      return t('fresh.unknown');
    case 'stopped':
    case 'silent':
      return t(`fresh.${lag.kind}`, { names: lag.names });
    case 'behind':
      return t('fresh.behind', { time: durationText(lag.seconds, locale()) });
    case 'current':
      return t('fresh.current');
  }
}

/** What the lag of projections says as a colour. */
export function toneOf(lag: Lag): Tone {
  switch (lag.kind) {
    case 'unknown':
      return 'unsure';
    case 'stopped':
    case 'silent':
      return 'very_late';
    case 'behind':
      return lag.seconds > VERY_LATE_S ? 'very_late' : 'late';
    case 'current':
      return 'current';
  }
}

/** As of when, and at which position of which projections. */
function titleOf(
  { of, readAt }: Pick<FreshnessProps, 'of' | 'readAt'>,
  { lag, position, readAt: lookedAt }: Standing,
  zone: string | undefined,
  t: Words,
): string {
  const isKnown = lag.kind === 'behind' || lag.kind === 'current';
  const asOf = isKnown ? Math.min(readAt, lookedAt - lag.seconds * 1_000) : readAt;
  const time = showInstant(new Date(asOf).toISOString(), locale(), zone, 'second');
  const said = isKnown ? t('fresh.as_of', { time }) : t('fresh.read_at', { time });
  const at = position && t('fresh.at', { names: of.join(', '), position });
  return at ? `${said} · ${at}` : said;
}

/** This browser's time, every few seconds anew. */
function useNow(): number {
  const [, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((ticks) => ticks + 1), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return Date.now();
}
