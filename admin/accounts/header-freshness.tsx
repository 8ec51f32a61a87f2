import { useContext, useEffect, useState } from 'react';
import { FreshChip, type Tone } from '../freshness/fresh-chip.js';
import { lagText, toneOf } from '../freshness/freshness.js';
import { LATE_S, VERY_LATE_S, type ProjectionName } from '../freshness/lag.js';
import { useStanding } from '../freshness/use-projections.js';
import { locale, useWords } from '../i18n/words.js';
import { readablePosition } from '../lib/position.js';
import { showInstant } from '../lib/time.js';
import { Zone } from '../ui/when.js';
import type { LiveBalance } from './open/live-balance.js';

const TICK_MS = 1_000;
/** What the header shows: who the account is, and its figures. */
const SHOWN: readonly ProjectionName[] = ['accounts', 'balances'];

/**
 * How fresh the header is: live, or as of when; without a connection amber, then red; where the
 * projections are behind, as they are.
 */
export function HeaderFreshness({ live }: { readonly live: LiveBalance }) {
  const t = useWords();
  const zone = useContext(Zone);
  const { connection, query } = live;
  const awayS = useAwaySeconds(connection === 'live' || connection === 'past');
  const { lag } = useStanding(SHOWN);
  const { data } = query;
  const position = data && t('fresh.position', { position: readablePosition(data.position) });
  const isBehind = lag.kind !== 'current' && lag.kind !== 'unknown';
  if (connection === 'live' && isBehind) {
    return <FreshChip tone={toneOf(lag)} text={lagText(lag, t)} title={position} />;
  }
  const since =
    data && connection !== 'live' && connection !== 'past'
      ? ` · ${showInstant(data.as_of, locale(), zone, 'second')}`
      : '';
  return (
    <FreshChip
      tone={connection === 'past' ? 'past' : connection === 'live' ? 'current' : toneOfAway(awayS)}
      text={`${t(`fresh.${connection}`)}${since}`}
      title={position}
    />
  );
}

const toneOfAway = (seconds: number): Tone =>
  seconds > VERY_LATE_S ? 'very_late' : seconds > LATE_S ? 'late' : 'unsure';

/** For how long there has been no connection; 0 while there is one. */
function useAwaySeconds(isLive: boolean): number {
  const [awayS, setAwayS] = useState(0);
  useEffect(() => {
    setAwayS(0);
    if (isLive) return undefined;
    const since = performance.now();
    const timer = setInterval(() => setAwayS((performance.now() - since) / 1_000), TICK_MS);
    return () => clearInterval(timer);
  }, [isLive]);
  return awayS;
}
