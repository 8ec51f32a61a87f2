import { type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ActButton } from '../acts/act-button.js';
import { ActDialog } from '../acts/act-dialog.js';
import { useAct } from '../acts/use-act.js';
import { useDone } from '../acts/use-done.js';
import { useWords } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { Grid, type Column } from '../ui/grid.js';
import { Loaded, Panel } from '../ui/panel.js';
import { When } from '../ui/when.js';
import { deviceOf } from './device.js';

type Session = Schemas['StaffSession'];

interface SessionsPanelProps {
  readonly query: UseQueryResult<Schemas['StaffSessions']>;
  readonly queryKey: readonly string[];
  /** Ends one of them. */
  readonly end: (sessionId: string) => Promise<void>;
  readonly aside?: ReactNode;
}

/** The open sessions of a person, each of which can be ended. */
export function SessionsPanel({ query, queryKey, end, aside }: SessionsPanelProps) {
  const t = useWords();
  const columns: Column<Session>[] = [
    {
      label: t('staff.session_device'),
      render: ({ user_agent }) => (
        <span title={user_agent ?? undefined}>
          {deviceOf(user_agent) ?? t('staff.session_unknown')}
        </span>
      ),
    },
    { label: t('staff.session_address'), render: ({ address }) => address },
    { label: t('staff.session_begun'), render: ({ created_at }) => <When at={created_at} /> },
    { label: t('staff.session_used'), render: ({ seen_at }) => <When at={seen_at} /> },
    { label: t('staff.session_ends'), render: ({ ends_at }) => <When at={ends_at} /> },
    {
      label: '',
      isNumber: true,
      render: (session) =>
        session.current ? (
          t('staff.session_this')
        ) : (
          <EndSession session={session} queryKey={queryKey} end={end} />
        ),
    },
  ];
  return (
    <Panel title={t('staff.sessions')} aside={aside}>
      <Loaded
        query={query}
        empty={{ title: t('staff.sessions_none'), why: t('staff.sessions_none_why') }}
      >
        {({ data }) => (
          <Grid
            label={t('staff.sessions')}
            columns={columns}
            rows={data}
            keyOf={({ session_id }) => session_id}
          />
        )}
      </Loaded>
    </Panel>
  );
}

interface EndSessionProps extends Pick<SessionsPanelProps, 'queryKey' | 'end'> {
  readonly session: Session;
}

function EndSession({ session: { session_id, address }, queryKey, end }: EndSessionProps) {
  const t = useWords();
  return (
    <ActButton
      id={`end ${session_id}`}
      size="small"
      label={t('staff.session_end')}
      aria-label={t('staff.session_end_of', { address })}
    >
      {(close) => (
        <EndDialog
          title={t('staff.session_end_title')}
          submit={t('staff.session_end_submit')}
          queryKey={queryKey}
          end={() => end(session_id)}
          onClose={close}
        />
      )}
    </ActButton>
  );
}

interface EndDialogProps {
  readonly title: string;
  readonly submit: string;
  readonly queryKey: readonly string[];
  readonly end: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before sessions are ended. */
export function EndDialog({ title, submit, queryKey, end, onClose }: EndDialogProps) {
  const t = useWords();
  const act = useAct<void, void>(end, useDone(onClose, queryKey));
  return (
    <ActDialog
      title={title}
      submit={submit}
      act={act}
      onSubmit={() => act.send()}
      onClose={onClose}
      isFinal
    >
      {t('staff.session_end_why')}
    </ActDialog>
  );
}
