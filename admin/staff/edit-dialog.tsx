import FormControlLabel from '@mui/material/FormControlLabel';
import Switch from '@mui/material/Switch';
import TextField from '@mui/material/TextField';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { RoleField } from './role-field.js';

interface EditDialogProps {
  readonly person: Schemas['Staff'];
  readonly onClose: () => void;
}

/** Changes the name of a person, their role, or whether they may sign in. */
export function EditDialog({ person, onClose }: EditDialogProps) {
  const t = useWords();
  const isSelf = useMe().data?.staff_id === person.staff_id;
  const { name: nameNow, role: roleNow, active: activeNow } = person;
  const [input, fill] = useInput({ name: nameNow, role: roleNow, active: activeNow });
  const { name, role, active } = input;
  const params = { path: { staff_id: person.staff_id } };
  const act = useAct(
    (body: Schemas['StaffChange']) => answerOf(api.PATCH('/v1/staff/{staff_id}', { params, body })),
    useDone(onClose),
  );
  const change = {
    ...(name.trim() !== nameNow && { name: name.trim() }),
    ...(role !== roleNow && { role }),
    ...(active !== activeNow && { active }),
  };
  return (
    <ActDialog
      title={t('staff.edit_title', { name: person.name })}
      submit={t('staff.edit_submit')}
      act={act}
      onSubmit={() => (Object.keys(change).length === 0 ? onClose() : act.send(change))}
      onClose={onClose}
      fields={['name']}
    >
      <TextField
        autoFocus
        required
        slotProps={{ inputLabel: { required: false } }}
        label={t('staff.name')}
        value={name}
        autoComplete="off"
        onChange={({ target }) => fill({ ...input, name: target.value })}
        {...shownOf(act.error, 'name')}
      />
      <RoleField
        value={role}
        onChoose={(chosen) => fill({ ...input, role: chosen })}
        disabled={isSelf}
        helperText={isSelf ? t('staff.edit_self') : undefined}
      />
      {!isSelf && (
        <FormControlLabel
          label={t('staff.edit_active')}
          control={
            <Switch
              checked={active}
              onChange={(_, isActive) => fill({ ...input, active: isActive })}
            />
          }
        />
      )}
      {!active && activeNow && t('staff.edit_off')}
    </ActDialog>
  );
}
