import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { answerOf, api, type Schemas } from '../lib/api.js';
import { locale, useWords } from '../i18n/words.js';
import { amountText } from '../lib/amount.js';
import { Facts, type Fact } from '../ui/facts.js';
import { Loaded } from '../ui/panel.js';
import { figureText } from '../findings/words.js';
import { changesNothing } from './changes-nothing.js';
import { eventKey } from './event-key.js';

type Preview = Schemas['ReplayPreview'];

interface ReplayDialogProps {
  readonly event: Schemas['StripeEventDetails'];
  readonly onClose: () => void;
}

/** Says what replaying a webhook would do now, and does it. */
export function ReplayDialog({ event: { event_id }, onClose }: ReplayDialogProps) {
  const t = useWords();
  const params = { path: { event_id } };
  const preview = useQuery({
    queryKey: [...eventKey(event_id), 'preview'],
    queryFn: ({ signal }) =>
      answerOf(api.POST('/v1/stripe-events/{event_id}/replay/preview', { params, signal })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const act = useAct<void, Schemas['StripeEvent']>(
    () => answerOf(api.POST('/v1/stripe-events/{event_id}/replay', { params })),
    useDone(onClose, eventKey(event_id)),
  );
  return (
    <ActDialog
      title={t('inbox.replay_title')}
      submit={t('inbox.replay_submit')}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      // What has nothing to replay says so instead.
      isReady={preview.isSuccess}
    >
      <span>{t('inbox.replay_why')}</span>
      <Loaded query={preview}>{(found) => <WouldDo preview={found} />}</Loaded>
    </ActDialog>
  );
}

/** What would be done: states, commands, findings. */
function WouldDo({ preview }: { readonly preview: Preview }) {
  const t = useWords();
  const { is_there, purchase_state: states, commands, findings, account_id } = preview;
  const found = (isKnown: boolean) => findings.filter(({ is_known }) => is_known === isKnown);
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1.5, '& dl': { padding: 0 } }}>
      {!is_there && (
        <Alert severity="warning" variant="outlined">
          {t('inbox.not_there')}
        </Alert>
      )}
      {is_there && changesNothing(preview) && (
        <Alert severity="info" variant="outlined">
          {t('inbox.would_nothing')}
        </Alert>
      )}
      <Facts
        facts={[
          [t('inbox.object'), <code key="object">{preview.object_id}</code>],
          account_id === null ? undefined : [t('inbox.account'), account_id],
          states === null
            ? undefined
            : [
                t('inbox.purchase'),
                states.before === states.after
                  ? t(`purchases.state_${states.before}`)
                  : t('inbox.purchase_becomes', {
                      before: t(`purchases.state_${states.before}`),
                      after: t(`purchases.state_${states.after}`),
                    }),
              ],
          some(
            t('inbox.would_do'),
            commands.map((command) => <CommandLine key={command.command_id} command={command} />),
          ),
          some(t('inbox.would_find'), found(false).map(findingLine)),
          some(t('inbox.found_before'), found(true).map(findingLine)),
        ]}
      />
    </Box>
  );

  function findingLine({ class: name, object_id, ours, theirs }: Preview['findings'][number]) {
    return (
      <span key={`${name} ${object_id}`}>
        {t(`finding_class.${name}`)}:{' '}
        {t('inbox.figures', { ours: figureText(ours), theirs: figureText(theirs) })}
      </span>
    );
  }
}

/** Lines below each other under one name; nothing where there are none. */
const some = (label: string, lines: readonly ReactElement[]): Fact =>
  lines.length === 0
    ? undefined
    : [
        label,
        <Box key={label} component="span" sx={{ display: 'grid', gap: 1 }}>
          {lines}
        </Box>,
      ];

function CommandLine({ command }: { readonly command: Preview['commands'][number] }) {
  const t = useWords();
  const { type, command_id, credits, refused } = command;
  return (
    <Box component="span" sx={{ display: 'grid' }}>
      <span>
        {type}
        {credits !== null && ` · ${t('inbox.credits', { credits: amountText(credits, locale()) })}`}
      </span>
      <Box component="code" sx={{ color: 'text.secondary' }}>
        {command_id}
      </Box>
      {refused && (
        <Box component="span" sx={{ color: 'error.main' }}>
          {t('inbox.would_refuse', { why: refused.detail })}
        </Box>
      )}
    </Box>
  );
}
