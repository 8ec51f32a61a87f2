import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useContext, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { useAct } from '../acts/use-act.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, ApiError, type Schemas } from '../lib/api.js';
import { SameKey } from '../lib/same-key.js';
import { instantIn, LAST_SECOND } from '../lib/zoned.js';
import { wrongMoneyText } from '../ui/money.js';
import { readersZone, Zone } from '../ui/when.js';
import { draftOf, publicationOf, type Draft, type Offer } from './draft.js';
import { FieldOf } from './field-of.js';
import { fieldsOf, isOfMinor, saidOfField, type FormField } from './fields.js';
import { Shown } from './shown.js';

interface ProposeDialogProps {
  readonly offer: Offer;
  /** The terms that hold; undefined: none yet. */
  readonly live: Schemas['OfferVersion'] | undefined;
  readonly onClose: () => void;
}

const FROM: FormField = {
  name: 'effective_from',
  kind: 'text',
  said: ['publication.terms.effective_from'],
};

/** Proposes a version: its terms are typed, then the difference is shown, then it is sent. */
export function ProposeDialog({ offer, live, onClose }: ProposeDialogProps) {
  const t = useWords();
  const { id } = offer;
  const zone = useContext(Zone) ?? readersZone();
  const [draft, setDraft] = useInput<Draft>(draftOf(live));
  const [shown, setShown] = useState<Schemas['ProposalPreview']>();
  const typed = { ...draft, effective_from: from(draft, zone) };
  const { act, submit } = useProposing(offer, typed, { shown, setShown });
  const edit = (values: Partial<Draft>) => {
    setDraft({ ...draft, ...values });
    setShown(undefined);
  };
  const wrong = act.error instanceof ApiError ? (act.error.problem?.invalid_parameters ?? []) : [];
  const fields = fieldsOf(offer, draft);
  const wrongMoney = wrongMoneyText(draft.currency, t);
  const saidBeside = wrong
    .filter((each) => [...fields, FROM].some((field) => saidOfField(field, [each]) !== undefined))
    .map(({ name }) => name);
  return (
    <ActDialog
      title={id === undefined ? t('proposal.propose') : t('proposal.propose_of', { id })}
      submit={t(shown ? 'proposal.send' : 'proposal.preview')}
      act={act}
      onSubmit={submit}
      onClose={onClose}
      fields={saidBeside}
    >
      <Box sx={FIELDS}>
        {fields.map((field) => (
          <FieldOf
            key={field.name}
            field={field}
            type={offer.type}
            draft={draft}
            wrong={isOfMinor(field, wrong) ? wrongMoney : saidOfField(field, wrong)}
            onEdit={edit}
          />
        ))}
        <TextField
          type="datetime-local"
          label={t('proposal.effective_from')}
          value={draft.effective_from}
          onChange={({ target }) => edit({ effective_from: target.value })}
          error={saidOfField(FROM, wrong) !== undefined}
          helperText={saidOfField(FROM, wrong) ?? t('proposal.effective_from_help', { zone })}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { max: LAST_SECOND } }}
        />
      </Box>
      <TextField
        multiline
        maxRows={6}
        label={t('proposal.note')}
        value={draft.note}
        onChange={({ target }) => setDraft({ ...draft, note: target.value })}
      />
      {isStale(act.error) && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('proposal.stale')}
        </Alert>
      )}
      {shown && <Shown preview={shown} isDated={typed.effective_from !== ''} />}
    </ActDialog>
  );
}

/** What is no time is sent as it is, for the server to refuse: nothing means at once. */
const from = ({ effective_from: text }: Draft, zone: string): string =>
  instantIn(text, zone) || text;

const isStale = (error: unknown): boolean =>
  error instanceof ApiError && error.problem?.code === 'preview_stale';

interface Showing {
  readonly shown: Schemas['ProposalPreview'] | undefined;
  readonly setShown: (shown: Schemas['ProposalPreview'] | undefined) => void;
}

/** Shows the difference first, then sends what was shown. */
function useProposing(offer: Offer, draft: Draft, { shown, setShown }: Showing) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const keys = useRef(new SameKey());
  const publication = publicationOf(offer, draft);
  const act = useAct(
    async () => {
      if (!shown) {
        const body = { publication };
        return { shown: await answerOf(api.POST('/v1/proposals/preview', { body })) };
      }
      try {
        const { preview_hash } = shown;
        const note = draft.note.trim() === '' ? {} : { note: draft.note };
        const body = { publication, preview_hash, ...note };
        const params = { header: { 'Idempotency-Key': keys.current.keyOf(body) } };
        return { sent: await answerOf(api.POST('/v1/proposals', { params, body })) };
      } catch (error) {
        if (isStale(error)) setShown(undefined);
        throw error;
      }
    },
    (done) => {
      if ('shown' in done) return setShown(done.shown);
      void queries.invalidateQueries({ queryKey: ['approvals'] });
      void navigate(`/approvals/proposals/${done.sent.approval_id}`);
    },
    (done) => 'sent' in done,
  );
  return { act, submit: () => act.send(undefined) };
}

const FIELDS = {
  display: 'grid',
  gap: 1.75,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
  alignItems: 'start',
} as const;
