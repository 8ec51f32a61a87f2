import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { useForm } from 'react-hook-form';
import { ExportNotes } from '../../exports/account-exports.js';
import { useWords } from '../../i18n/words.js';
import { answerOf, api, type Schemas } from '../../lib/api.js';
import { SameKey } from '../../lib/same-key.js';
import { useChange } from '../../lib/use-change.js';
import { useMay } from '../../sign-in/session.js';
import { Actor } from '../../ui/actor.js';
import { Loaded, Panel } from '../../ui/panel.js';
import { Trouble } from '../../ui/states.js';
import { When } from '../../ui/when.js';
import { useOpenAccount } from '../open/context.js';
import { accountKey } from '../open/live-balance.js';

const PAGE_SIZE = 200;

/** What colleagues have written about the account; notes are added, never changed. */
export default function NotesTab() {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const mayWrite = useMay('notes:write');
  const { account_id } = account;
  const params = { path: { account_id }, query: { 'page[size]': PAGE_SIZE } };
  const query = useQuery({
    queryKey: accountKey(account_id, 'notes'),
    queryFn: ({ signal }) =>
      answerOf(api.GET('/v1/accounts/{account_id}/notes', { params, signal })),
  });
  return (
    <Panel title={t('notes.title')} aside={<ExportNotes />}>
      {moment && (
        <Alert severity="info" variant="outlined" sx={{ margin: 1.5 }}>
          {t('as_of.always_now')}
        </Alert>
      )}
      {!moment && mayWrite && <NewNote accountId={account_id} />}
      <Loaded query={query} empty={{ title: t('notes.empty'), why: t('notes.empty_why') }}>
        {({ data }) => (
          <Box component="ul" sx={LIST}>
            {data.map((note) => (
              <Note key={note.note_id} note={note} />
            ))}
          </Box>
        )}
      </Loaded>
    </Panel>
  );
}

function Note({ note }: { readonly note: Schemas['AccountNote'] }) {
  const t = useWords();
  const { text, ticket, pinned, created_by, created_at, erased_at } = note;
  return (
    <li>
      <Box sx={{ color: 'text.secondary', fontSize: '0.8125rem' }}>
        <When at={created_at} /> · <Actor actor={created_by} copyable />
        {ticket !== null && ` · ${ticket}`}
        {pinned && ` · ${t('notes.pinned')}`}
      </Box>
      <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {text ?? t(erased_at === null ? 'notes.hidden' : 'notes.erased')}
      </Box>
    </li>
  );
}

function NewNote({ accountId }: { readonly accountId: string }) {
  const t = useWords();
  const queries = useQueryClient();
  const { register, handleSubmit, reset } = useForm({ defaultValues: { text: '', ticket: '' } });
  const keys = useRef(new SameKey());
  const { mutate, error, isPending } = useChange({
    call: ({ text, ticket }: { text: string; ticket: string }) => {
      const body = { text, ...(ticket.trim() !== '' && { ticket: ticket.trim() }) };
      const header = { 'Idempotency-Key': keys.current.keyOf(body) };
      const params = { path: { account_id: accountId }, header };
      return answerOf(api.POST('/v1/accounts/{account_id}/notes', { params, body }));
    },
    onDone: () => {
      keys.current.done();
      reset();
      return queries.invalidateQueries({ queryKey: accountKey(accountId, 'notes') });
    },
  });
  return (
    <Box
      component="form"
      sx={FORM}
      onSubmit={(event) => void handleSubmit((given) => mutate(given))(event)}
    >
      {error && <Trouble error={error} />}
      <TextField {...register('text')} label={t('notes.new')} multiline minRows={2} />
      <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
        <TextField {...register('ticket')} label={t('notes.ticket')} sx={{ width: 180 }} />
        <Button type="submit" variant="contained" disabled={isPending}>
          {t('notes.add')}
        </Button>
      </Box>
    </Box>
  );
}

const FORM = { padding: 1.75, borderBottom: 1, borderColor: 'divider' } as const;
const LIST = {
  listStyle: 'none',
  margin: 0,
  padding: 0,
  '& li': { padding: 1.75, borderBottom: 1, borderColor: 'divider' },
  '& li:last-of-type': { borderBottom: 0 },
} as const;
