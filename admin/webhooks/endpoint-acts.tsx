import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { shownOf, useAct } from '../acts/use-act.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, done } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { EditDialog } from './endpoint-dialogs.js';
import { ENDPOINTS, type Endpoint } from './endpoints.js';
import { SecretOnce } from './secret-once.js';

interface OfEndpoint {
  readonly endpoint: Endpoint;
}

/** What can be done to an endpoint. */
export function EndpointButtons({ endpoint }: OfEndpoint) {
  const t = useWords();
  const { enabled } = endpoint;
  return (
    <>
      {enabled && <TestButton endpoint={endpoint} />}
      <ActButton id="edit" label={t('webhooks.edit')}>
        {(close) => <EditDialog endpoint={endpoint} onClose={close} />}
      </ActButton>
      <ActButton id="rotate" label={t('webhooks.rotate')}>
        {(close) => <RotateDialog endpoint={endpoint} onClose={close} />}
      </ActButton>
      <ActButton
        id={enabled ? 'off' : 'on'}
        label={t(enabled ? 'webhooks.turn_off' : 'webhooks.turn_on')}
        {...(!enabled && { variant: 'contained' as const })}
      >
        {(close) => <SwitchDialog endpoint={endpoint} onClose={close} />}
      </ActButton>
      <ActButton id="delete" color="error" label={t('webhooks.delete')}>
        {(close) => <DeleteDialog endpoint={endpoint} onClose={close} />}
      </ActButton>
    </>
  );
}

/** Sends a test, and leads to how it goes. */
function TestButton({ endpoint: { id } }: OfEndpoint) {
  const t = useWords();
  const navigate = useNavigate();
  const { mutate, isPending, error } = useChange({
    call: () => {
      const params = { path: { endpoint_id: id } };
      return answerOf(api.POST('/v1/webhook-endpoints/{endpoint_id}/test', { params }));
    },
    onDone: (sent) => void navigate(`/webhooks/${id}/deliveries/${sent.id}`),
    isLast: () => true,
  });
  return (
    <>
      <Button variant="contained" disabled={isPending} onClick={() => mutate()}>
        {t('webhooks.test')}
      </Button>
      {error && (
        <Alert severity="error" variant="outlined" role="alert">
          {t('webhooks.test_failed', { why: error.message })}
        </Alert>
      )}
    </>
  );
}

interface DialogProps extends OfEndpoint {
  readonly onClose: () => void;
}

/** Reads the endpoints again after a change. */
function useChanged(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey: ENDPOINTS });
}

function RotateDialog({ endpoint: { id }, onClose }: DialogProps) {
  const t = useWords();
  const changed = useChanged();
  const [{ hours }, fill] = useInput({ hours: '24' });
  const [secret, setSecret] = useState<string>();
  const params = { path: { endpoint_id: id } };
  const path = '/v1/webhook-endpoints/{endpoint_id}/rotate-secret';
  const act = useAct(
    (overlap_hours: number) => answerOf(api.POST(path, { params, body: { overlap_hours } })),
    (made) => {
      changed();
      setSecret(made.secret);
    },
  );
  if (secret !== undefined) return <SecretOnce secret={secret} onClose={onClose} />;
  return (
    <ActDialog
      title={t('webhooks.rotate_title')}
      submit={t('webhooks.rotate_submit')}
      act={act}
      onSubmit={() => act.send(Number(hours))}
      onClose={onClose}
      fields={['overlap_hours']}
    >
      {t('webhooks.rotate_why')}
      <TextField
        autoFocus
        required
        type="number"
        label={t('webhooks.rotate_hours')}
        value={hours}
        onChange={({ target }) => fill({ hours: target.value })}
        slotProps={{ inputLabel: { required: false } }}
        {...shownOf(act.error, 'overlap_hours')}
      />
    </ActDialog>
  );
}

function SwitchDialog({ endpoint: { id, enabled }, onClose }: DialogProps) {
  const t = useWords();
  const changed = useChanged();
  const params = { path: { endpoint_id: id } };
  const act = useAct<void, Endpoint>(
    () => {
      const body = { enabled: !enabled };
      return answerOf(api.PUT('/v1/webhook-endpoints/{endpoint_id}', { params, body }));
    },
    () => {
      changed();
      onClose();
    },
  );
  const way = enabled ? 'turn_off' : 'turn_on';
  return (
    <ActDialog
      title={t(`webhooks.${way}_title`)}
      submit={t(`webhooks.${way}_submit`)}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      isFinal={enabled}
    >
      {t(`webhooks.${way}_why`)}
    </ActDialog>
  );
}

function DeleteDialog({ endpoint: { id, url }, onClose }: DialogProps) {
  const t = useWords();
  const changed = useChanged();
  const navigate = useNavigate();
  const params = { path: { endpoint_id: id } };
  const act = useAct<void, void>(
    () => done(api.DELETE('/v1/webhook-endpoints/{endpoint_id}', { params })),
    () => {
      void navigate('/webhooks');
      changed();
    },
  );
  return (
    <ActDialog
      title={t('webhooks.delete_title')}
      submit={t('webhooks.delete_submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      isFinal
    >
      <code>{url}</code>
      {t('webhooks.delete_why')}
    </ActDialog>
  );
}
