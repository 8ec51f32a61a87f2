import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../acts/act-dialog.js';
import { ShownOnce } from '../acts/shown-once.js';
import { useAct } from '../acts/use-act.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { inviteLink } from './calls.js';

interface LinkDialogProps {
  readonly person: Schemas['Staff'];
  readonly onClose: () => void;
}

/** Makes a new link for a person, and shows it once. */
export function LinkDialog({ person: { staff_id, name }, onClose }: LinkDialogProps) {
  const t = useWords();
  const queries = useQueryClient();
  const [link, setLink] = useState<string>();
  const act = useAct<void, string>(
    () => inviteLink(staff_id),
    (made) => {
      void queries.invalidateQueries({ queryKey: ['staff'] });
      setLink(made);
    },
  );
  if (link !== undefined) {
    return (
      <ShownOnce
        title={t('staff.link_title', { name })}
        why={t('staff.link_why')}
        secret={link}
        copy={t('staff.link_copy')}
        onClose={onClose}
      />
    );
  }
  return (
    <ActDialog
      title={t('staff.link_ask', { name })}
      submit={t('staff.invite_submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      isFinal
    >
      {t('staff.link_ask_why')}
    </ActDialog>
  );
}
