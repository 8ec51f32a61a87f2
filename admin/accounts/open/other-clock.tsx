import Button from '@mui/material/Button';
import { useWords } from '../../i18n/words.js';
import { Panel } from '../../ui/panel.js';
import { Said } from '../../ui/states.js';
import { useSetMoment, type Moment } from './moment.js';

interface OtherClockProps {
  /** Of the part. */
  readonly title: string;
  readonly moment: Moment;
}

/** Says that a part of the account is not known by the clock that was chosen. */
export function OtherClock({ title, moment }: OtherClockProps) {
  const t = useWords();
  const setMoment = useSetMoment();
  const other = moment.clock === 'recorded' ? 'effective' : 'recorded';
  const isInstant = !/^\d+$/.test(moment.at);
  const change = isInstant && (
    <Button onClick={() => setMoment({ clock: other, at: moment.at })}>
      {t(`as_of.change_${other}`)}
    </Button>
  );
  return (
    <Panel title={title}>
      <Said title={t(`as_of.only_${other}`)} action={change || undefined}>
        {t(`as_of.only_${other}_why`)}
      </Said>
    </Panel>
  );
}
