import Box from '@mui/material/Box';
import { useStaffNames } from '../data/staff.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { CopyIcon } from './copied.js';

interface ActorProps {
  /** As events name it: `staff:stf_…`, `key:…`, `widget:…`, `system`. */
  readonly actor: string;
  /** With a button that copies the id. */
  readonly copyable?: boolean;
}

/** Who did something: a person by name, with the id as the title. */
export function Actor({ actor, copyable = false }: ActorProps) {
  const t = useWords();
  const name = useActorName()(actor);
  return (
    <Box component="span" title={actor} data-actor={actor} sx={{ minWidth: 0 }}>
      {name}
      {copyable && name !== actor && (
        <CopyIcon id={actor.replace(/^staff:/, '')} what={t('actor.id', { name })} />
      )}
    </Box>
  );
}

const KEY = 'key:';

/** What whoever did something is called; whoever is not known by name, as events have it. */
export function useActorName(): (actor: string) => string {
  const t = useWords();
  const names = useStaffNames();
  return (actor) => {
    if (actor === 'system') return t('actor.system');
    if (actor.startsWith(KEY)) return t('actor.key', { id: actor.slice(KEY.length) });
    return names.get(actor) ?? actor;
  };
}

/** Somebody by name, or as the log names them. */
export const nameOf = ({ name, actor }: Schemas['Who']): string => name ?? actor;
