import ChevronLeftIcon from '@mui/icons-material/ChevronLeft';
import ChevronRightIcon from '@mui/icons-material/ChevronRight';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useContext, useEffect, useState } from 'react';
import { locale, useWords } from '../i18n/words.js';
import { showInstant } from '../lib/time.js';
import { instantIn, LAST_SECOND, localIn } from '../lib/zoned.js';
import { Ways } from '../ui/ways.js';
import { readersZone, Zone } from '../ui/when.js';
import { useOpenAccount } from './open/context.js';
import { accountKey } from './open/live-balance.js';
import { momentNow, useSetMoment, type ClockKind, type Moment } from './open/moment.js';
import { newestAt, stepped } from './open/past.js';

/** Chooses a moment of the past: typed, or an event back and on; it stands in the address. */
export function AsOfBar() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const chosen = useContext(Zone);
  const zone = chosen ?? readersZone();
  const setMoment = useSetMoment();
  const at = useMomentInstant();
  const [text, setText] = useState('');
  useEffect(() => setText(localIn(at ?? '', zone, 'second')), [at, zone]);
  const [clock, setClock] = useState<ClockKind>(moment?.clock ?? 'recorded');
  useEffect(() => {
    if (moment) setClock(moment.clock);
  }, [moment]);
  const step = useMutation({
    mutationFn: (way: 'back' | 'on') => stepped(account.account_id, momentNow(), way),
    onSuccess: (to, way) => {
      if (to) setMoment(to);
      else if (way === 'on') setMoment(undefined);
    },
  });
  const show = (chosen: Moment) => {
    if (chosen.at !== '') setMoment(chosen);
  };
  return (
    <Box
      component="form"
      role="group"
      aria-label={t('as_of.title')}
      sx={BAR}
      onSubmit={(event) => {
        event.preventDefault();
        show({ clock, at: instantIn(text, zone) });
      }}
    >
      <TextField
        type="datetime-local"
        label={t(chosen === undefined ? 'as_of.when_mine' : 'as_of.when', { zone })}
        value={text}
        onChange={({ target }) => setText(target.value)}
        slotProps={{ inputLabel: { shrink: true }, htmlInput: { step: 1, max: LAST_SECOND } }}
        sx={{ margin: 0, width: 250 }}
      />
      <Ways
        label={t('as_of.clock')}
        value={clock}
        ways={[
          ['recorded', t('as_of.recorded')],
          ['effective', t('as_of.effective')],
        ]}
        onChoose={(chosen) => {
          setClock(chosen);
          if (moment) show({ clock: chosen, at: at ?? '' });
        }}
      />
      <Button type="submit" variant="outlined" size="small" disabled={text === ''}>
        {t('as_of.show')}
      </Button>
      <Button
        size="small"
        startIcon={<ChevronLeftIcon />}
        disabled={step.isPending}
        onClick={() => step.mutate('back')}
      >
        {t('as_of.back')}
      </Button>
      <Button
        size="small"
        endIcon={<ChevronRightIcon />}
        disabled={step.isPending || moment === undefined}
        onClick={() => step.mutate('on')}
      >
        {t('as_of.on')}
      </Button>
    </Box>
  );
}

/** Says that the page shows the past, and leads back. */
export function PastBanner() {
  const t = useWords();
  const { moment } = useOpenAccount();
  const zone = useContext(Zone);
  const setMoment = useSetMoment();
  const at = useMomentInstant();
  if (!moment) return null;
  const time = at === undefined ? moment.at : showInstant(at, locale(), zone, 'second');
  return (
    <Alert
      severity="info"
      variant="outlined"
      role="status"
      action={
        <Button size="small" onClick={() => setMoment(undefined)}>
          {t('as_of.now')}
        </Button>
      }
    >
      {t(`as_of.banner_${moment.clock}`, { time, zone: zone ?? readersZone() })}
    </Alert>
  );
}

/** The instant of the moment: of a position, when its event was recorded. */
function useMomentInstant(): string | undefined {
  const { account, moment } = useOpenAccount();
  const isPosition = moment !== undefined && /^\d+$/.test(moment.at);
  const { data } = useQuery({
    queryKey: accountKey(account.account_id, 'past', 'event', moment),
    queryFn: async () => (await newestAt(account.account_id, moment))?.recorded_at ?? null,
    enabled: isPosition,
    staleTime: Infinity,
  });
  return isPosition ? (data ?? undefined) : moment?.at;
}

const BAR = { display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' } as const;
