import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct, type Act } from '../acts/use-act.js';
import { useStaffChoices } from '../data/staff.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { useMe } from '../sign-in/session.js';
import { RESOLUTIONS } from './classes.js';
import { findingKey } from './finding-key.js';

type Finding = Schemas['FindingDetails'];

interface FindingDialogProps {
  readonly finding: Finding;
  readonly onClose: () => void;
}

/** A change of a finding; its page shows what the server answers. */
function useFindingAct<Body>(
  { finding, onClose }: FindingDialogProps,
  call: (body: Body) => Promise<Finding>,
): Act<Body> {
  const queries = useQueryClient();
  return useAct<Body, Finding>(call, (changed) => {
    queries.setQueryData(findingKey(finding.finding_id), changed);
    void queries.invalidateQueries({ queryKey: ['findings'] });
    onClose();
  });
}

/** Makes somebody the owner; at first whoever opens it. */
export function AssignDialog(props: FindingDialogProps) {
  const t = useWords();
  const { data: me } = useMe();
  const others = useStaffChoices();
  const params = { path: { finding_id: props.finding.finding_id } };
  const [{ owner }, fill] = useInput({ owner: me?.staff_id ?? '' });
  // Whoever opens it, and whoever is chosen, are there before the names of all are.
  const people = new Map([...(me ? [[me.staff_id, me.name] as const] : []), ...others]);
  if (owner !== '' && !people.has(owner)) people.set(owner, owner);
  const act = useFindingAct<string | null>(props, (id) =>
    answerOf(api.POST('/v1/findings/{finding_id}/assign', { params, body: { owner: id } })),
  );
  return (
    <ActDialog
      title={t('findings.assign_title')}
      submit={t('findings.assign_submit')}
      act={act}
      onSubmit={() => act.send(owner === '' ? null : owner)}
      onClose={props.onClose}
      fields={['owner']}
    >
      <TextField
        select
        label={t('findings.owner')}
        value={owner}
        onChange={({ target }) => fill({ owner: target.value })}
        {...shownOf(act.error, 'owner')}
        slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}
      >
        <MenuItem value="">{t('findings.nobody')}</MenuItem>
        {[...people].map(([id, name]) => (
          <MenuItem key={id} value={id}>
            {name}
          </MenuItem>
        ))}
      </TextField>
    </ActDialog>
  );
}

/** Says why it needs nobody any more. */
export function ResolveDialog(props: FindingDialogProps) {
  const t = useWords();
  const params = { path: { finding_id: props.finding.finding_id } };
  const [input, fill] = useInput({ reason: '', note: '', ticket: '', link: '' });
  const act = useFindingAct<Schemas['ResolveFinding']>(props, (body) =>
    answerOf(api.POST('/v1/findings/{finding_id}/resolve', { params, body })),
  );
  const reason = RESOLUTIONS.find((each) => each === input.reason);
  const submit = () => {
    if (!reason) return;
    const [note, ticket, link] = [input.note.trim(), input.ticket.trim(), input.link.trim()];
    act.send({ reason, note, ...(ticket !== '' && { ticket }), ...(link !== '' && { link }) });
  };
  return (
    <ActDialog
      title={t('findings.resolve_title')}
      submit={t('findings.resolve_submit')}
      act={act}
      onSubmit={submit}
      onClose={props.onClose}
      fields={['note', 'ticket', 'link']}
    >
      <TextField
        select
        required
        label={t('findings.reason')}
        value={input.reason}
        onChange={({ target }) => fill({ ...input, reason: target.value })}
      >
        {RESOLUTIONS.map((each) => (
          <MenuItem key={each} value={each}>
            {t(`finding_reason.${each}`)}
          </MenuItem>
        ))}
      </TextField>
      <Text
        label={t('findings.note')}
        name="note"
        required
        lines
        act={act}
        value={input.note}
        onType={(note) => fill({ ...input, note })}
      />
      <Text
        label={t('findings.link')}
        name="link"
        help={t('findings.link_help')}
        act={act}
        value={input.link}
        onType={(link) => fill({ ...input, link })}
      />
      <Text
        label={t('findings.ticket')}
        name="ticket"
        act={act}
        value={input.ticket}
        onType={(ticket) => fill({ ...input, ticket })}
      />
    </ActDialog>
  );
}

/** Says why it needs somebody again. */
export function ReopenDialog(props: FindingDialogProps) {
  const t = useWords();
  const params = { path: { finding_id: props.finding.finding_id } };
  const [{ note }, fill] = useInput({ note: '' });
  const act = useFindingAct<Schemas['ReopenFinding']>(props, (body) =>
    answerOf(api.POST('/v1/findings/{finding_id}/reopen', { params, body })),
  );
  return (
    <ActDialog
      title={t('findings.reopen_title')}
      submit={t('findings.reopen_submit')}
      act={act}
      onSubmit={() => act.send({ note: note.trim() })}
      onClose={props.onClose}
      fields={['note']}
    >
      <Text
        label={t('findings.note')}
        name="note"
        required
        lines
        act={act}
        value={note}
        onType={(text) => fill({ note: text })}
      />
    </ActDialog>
  );
}

interface TextProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly act: Pick<Act<never>, 'error'>;
  readonly onType: (text: string) => void;
  readonly help?: string;
  readonly required?: boolean;
  readonly lines?: boolean;
}

function Text({ label, name, value, act, onType, help, required = false, lines }: TextProps) {
  return (
    <TextField
      label={label}
      value={value}
      required={required}
      autoComplete="off"
      onChange={({ target }) => onType(target.value)}
      {...shownOf(act.error, name, help)}
      {...(lines && { multiline: true, minRows: 2, maxRows: 6 })}
    />
  );
}
