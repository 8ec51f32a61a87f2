import Button from '@mui/material/Button';
import { useWords } from '../../i18n/words.js';
import { Said } from '../../ui/states.js';
import { useSetMoment, type Moment } from './moment.js';

/** Says that a part of the account is not known by the clock that was chosen. */
export function OtherClock({ moment }: { readonly moment: Moment }) {
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
    <Said title={t(`as_of.only_${other}`)} action={change || undefined}>
      {t(`as_of.only_${other}_why`)}
    </Said>
  );
}
