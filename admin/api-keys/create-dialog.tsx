import Alert from '@mui/material/Alert';
import TextField from '@mui/material/TextField';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ActDialog } from '../acts/act-dialog.js';
import { useInput } from '../acts/begun.js';
import { ShownOnce } from '../acts/shown-once.js';
import { saidOf, useAct } from '../acts/use-act.js';
import { useWords } from '../i18n/words.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { DayStart } from '../ui/filter-fields.js';
import { CheckList } from '../ui/check-list.js';
import { PRODUCT_SCOPES, SCOPE_GROUPS, scopesOf, type Scope } from './scopes.js';

interface Input {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** An instant; empty: never. */
  readonly expires_at: string;
  /** Empty: the default limit. */
  readonly requests_per_second: string;
}

const BLANK: Input = {
  name: '',
  scopes: PRODUCT_SCOPES,
  expires_at: '',
  requests_per_second: '',
};

const bodyOf = ({ name, scopes, expires_at, requests_per_second: rate }: Input) => ({
  name: name.trim(),
  scopes: [...scopes],
  ...(expires_at !== '' && { expires_at }),
  ...(rate !== '' && { requests_per_second: Number(rate) }),
});

/** Creates a key with chosen scopes, and shows it once. */
export function CreateDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useWords();
  const queries = useQueryClient();
  const [input, fill] = useInput(BLANK);
  const [key, setKey] = useState<string>();
  const act = useAct(
    (body: Schemas['NewApiKey']) => answerOf(api.POST('/v1/api-keys', { body })),
    (made) => {
      void queries.invalidateQueries({ queryKey: ['api-keys'] });
      setKey(made.key);
    },
  );
  if (key !== undefined) {
    return (
      <ShownOnce
        title={t('api_keys.shown_title', { name: input.name.trim() })}
        why={t('api_keys.shown_why')}
        secret={key}
        copy={t('api_keys.copy')}
        onClose={onClose}
      />
    );
  }
  const said = (field: string) => ({
    error: saidOf(act.error, field) !== undefined,
    helperText: saidOf(act.error, field),
  });
  return (
    <ActDialog
      title={t('api_keys.create')}
      submit={t('api_keys.create_submit')}
      act={act}
      onSubmit={() => input.scopes.length > 0 && act.send(bodyOf(input))}
      onClose={onClose}
      fields={['name', 'expires_at', 'requests_per_second']}
    >
      {t('api_keys.create_why')}
      <TextField
        autoFocus
        required
        label={t('api_keys.name')}
        value={input.name}
        autoComplete="off"
        onChange={({ target }) => fill({ ...input, name: target.value })}
        slotProps={{ inputLabel: { required: false } }}
        {...said('name')}
      />
      {SCOPE_GROUPS.map((group) => (
        <CheckList
          key={group}
          label={t(`scope_group.${group}`)}
          choices={scopesOf(group).map((scope) => [scope, t(`scope.${scope}`)])}
          chosen={input.scopes}
          onChoose={(scopes) => fill({ ...input, scopes })}
        />
      ))}
      {input.scopes.length === 0 && (
        <Alert severity="warning" variant="outlined" role="status">
          {t('api_keys.no_scope')}
        </Alert>
      )}
      <DayStart
        label={t('api_keys.expires_field')}
        value={input.expires_at}
        onChoose={(expires_at) => fill({ ...input, expires_at })}
        wrong={saidOf(act.error, 'expires_at')}
      />
      <TextField
        type="number"
        label={t('api_keys.rate_field')}
        value={input.requests_per_second}
        onChange={({ target }) => fill({ ...input, requests_per_second: target.value })}
        slotProps={{ htmlInput: { min: 1, step: 1 } }}
        {...said('requests_per_second')}
      />
    </ActDialog>
  );
}
