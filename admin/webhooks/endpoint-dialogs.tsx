import Alert from '@mui/material/Alert';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { saidOf, useAct, type Act } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { CheckList } from '../ui/check-list.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import { SecretOnce } from './secret-once.js';
import { SUBSCRIBED_TYPES } from './types.js';

interface Input {
  readonly url: string;
  readonly description: string;
  readonly isAll: boolean;
  readonly events: readonly Schemas['WebhookType'][];
}

const BLANK: Input = { url: '', description: '', isAll: true, events: [] };

const bodyOf = ({ url, description, isAll, events }: Input) => ({
  url: url.trim(),
  description: description.trim() === '' ? null : description.trim(),
  events: isAll ? null : [...events],
});

/** Adds an endpoint, and shows its secret once. */
export function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [input, fill] = useInput(BLANK);
  const [secret, setSecret] = useState<string>();
  const act = useAct(
    (body: ReturnType<typeof bodyOf>) => answerOf(api.POST('/v1/webhook-endpoints', { body })),
    (made) => {
      void queries.invalidateQueries({ queryKey: ENDPOINTS });
      setSecret(made.secret);
    },
  );
  if (secret !== undefined) return <SecretOnce secret={secret} onClose={onClose} />;
  return (
    <EndpointForm
      title={t('webhooks.add')}
      submit={t('webhooks.add_submit')}
      {...{ input, fill, act, onClose }}
    />
  );
}

interface EditDialogProps {
  readonly endpoint: Endpoint;
  readonly onClose: () => void;
}

/** Changes the address of an endpoint, what it is told of, or its description. */
export function EditDialog({ endpoint, onClose }: EditDialogProps) {
  const t = useWords();
  const { id, url, description, events } = endpoint;
  const [input, fill] = useInput<Input>({
    url,
    description: description ?? '',
    isAll: events === null,
    events: events ?? [],
  });
  const params = { path: { endpoint_id: id } };
  const act = useAct(
    (body: ReturnType<typeof bodyOf>) =>
      answerOf(api.PUT('/v1/webhook-endpoints/{endpoint_id}', { params, body })),
    useDone(onClose, ENDPOINTS),
  );
  return (
    <EndpointForm
      title={t('webhooks.edit_title')}
      submit={t('webhooks.edit_submit')}
      {...{ input, fill, act, onClose }}
    />
  );
}

interface EndpointFormProps {
  readonly title: string;
  readonly submit: string;
  readonly input: Input;
  readonly fill: (input: Input) => void;
  readonly act: Act<ReturnType<typeof bodyOf>>;
  readonly onClose: () => void;
}

function EndpointForm({ title, submit, input, fill, act, onClose }: EndpointFormProps) {
  const t = useWords();
  const lacksTypes = !input.isAll && input.events.length === 0;
  const field = (name: 'url' | 'description', help?: string) => ({
    value: input[name],
    onChange: ({ target }: { target: { value: string } }) =>
      fill({ ...input, [name]: target.value }),
    error: saidOf(act.error, name) !== undefined,
    helperText: saidOf(act.error, name) ?? help,
    autoComplete: 'off',
  });
  return (
    <ActDialog
      title={title}
      submit={submit}
      act={act}
      onSubmit={() => !lacksTypes && act.send(bodyOf(input))}
      onClose={onClose}
      fields={['url', 'description']}
    >
      <TextField
        autoFocus
        required
        label={t('webhooks.url')}
        slotProps={{ htmlInput: { inputMode: 'url' }, inputLabel: { required: false } }}
        {...field('url', t('webhooks.url_help'))}
      />
      <TextField label={t('webhooks.description')} {...field('description')} />
      <FormControlLabel
        label={t('webhooks.every_type')}
        control={
          <Checkbox
            size="small"
            checked={input.isAll}
            onChange={(_, isAll) => fill({ ...input, isAll })}
          />
        }
        slotProps={{ typography: { sx: { fontSize: '0.8125rem' } } }}
        sx={{ margin: 0 }}
      />
      {!input.isAll && (
        <CheckList
          label={t('webhooks.some_types')}
          choices={SUBSCRIBED_TYPES.map((type) => [type, t(`webhook_type.${type}`)])}
          chosen={input.events}
          onChoose={(events) => fill({ ...input, events })}
        />
      )}
      {lacksTypes && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('webhooks.no_type')}
        </Alert>
      )}
    </ActDialog>
  );
}
