import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ActDialog } from '../acts/act-dialog.js';
import { ShownOnce } from '../acts/shown-once.js';
import { useInput } from '../acts/begun.js';
import { saidOf, useAct } from '../acts/use-act.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { inviteLink } from './calls.js';
import { RoleField } from './role-field.js';

type Input = Schemas['NewStaff'] & {
  /** The id of the person once added: then only the link is tried again. */
  readonly added: string;
};

const NOBODY: Input = { name: '', email: '', role: 'support', added: '' };

/** Adds a person, and shows the link with which they come in. */
export function InviteDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [person, setPerson] = useInput(NOBODY);
  const [link, setLink] = useState<string>();
  const { name, email, role } = person;
  const isAdded = person.added !== '';
  const added = useRef(person.added);
  const act = useAct(async (body: Schemas['NewStaff']) => {
    if (added.current === '') {
      added.current = (await answerOf(api.POST('/v1/staff', { body }))).staff_id;
      setPerson({ ...body, added: added.current });
      void queries.invalidateQueries({ queryKey: ['staff'] });
    }
    return inviteLink(added.current);
  }, setLink);
  if (link !== undefined) {
    return (
      <ShownOnce
        title={t('staff.link_title', { name: person.name })}
        why={t('staff.link_why')}
        secret={link}
        copy={t('staff.link_copy')}
        onClose={onClose}
      />
    );
  }
  const field = (name: 'name' | 'email') => ({
    value: person[name],
    onChange: ({ target }: { target: { value: string } }) =>
      setPerson({ ...person, [name]: target.value }),
    error: saidOf(act.error, name) !== undefined,
    helperText: saidOf(act.error, name),
    required: true,
    slotProps: { inputLabel: { required: false } },
    disabled: isAdded,
  });
  return (
    <ActDialog
      title={t('staff.invite')}
      submit={t('staff.invite_submit')}
      act={act}
      onSubmit={() => act.send({ name: name.trim(), email: email.trim(), role })}
      onClose={onClose}
      fields={['name', 'email']}
    >
      {isAdded ? t('staff.not_linked', { name: person.name }) : t('staff.invite_why')}
      <TextField autoFocus label={t('staff.name')} autoComplete="off" {...field('name')} />
      <TextField label={t('staff.email')} type="email" autoComplete="off" {...field('email')} />
      <RoleField
        value={person.role}
        disabled={isAdded}
        onChoose={(chosen) => setPerson({ ...person, role: chosen })}
      />
    </ActDialog>
  );
}
