import { useWords, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Dotted } from '../ui/standing.js';
import { When } from '../ui/when.js';

type Person = Schemas['Staff'];

/** Whether a person can sign in, as a word. */
export function PersonState({ person }: { readonly person: Person }) {
  const t = useWords();
  if (!person.active) return <Dotted word={t('staff.inactive')} colour="text.secondary" />;
  return person.has_password ? (
    <Dotted word={t('staff.active')} colour="success.main" />
  ) : (
    <Dotted word={t('staff.invited')} colour="warning.main" />
  );
}

/** When a person last used the console. */
export function Seen({ person: { seen_at } }: { readonly person: Person }) {
  const t = useWords();
  return seen_at === null ? t('staff.never') : <When at={seen_at} />;
}

/** Whether a person signs in by a code too. */
export const totpWord = ({ has_totp }: Person, t: Words): string =>
  t(has_totp ? 'staff.totp_yes' : 'staff.totp_no');
