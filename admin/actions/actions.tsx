import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { useWords } from '../i18n/words.js';
import { isInField, isTyping } from '../lib/keys.js';
import { useMe } from '../sign-in/session.js';
import { ActionsContext, type Actions } from './context.js';
import { PendingNotice } from './pending-notice.js';
import type { Command, Input } from './run/command.js';
import { draftOf } from './run/draft.js';
import { begun } from './run/machine.js';
import { permitsOf, type Permits } from './run/permits.js';
import { ActionRun } from './run/run.js';

const loadDialog = () => import('./action-dialog.js');
const ActionDialog = lazy(loadDialog);

/** Lets the parts of an account's page act on its credits, and shows the dialog of the action. */
export function AccountActions({ children }: { readonly children: ReactNode }) {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const { data: me } = useMe();
  const blocked = moment && t('as_of.disabled');
  const { run, isShown, begin, show, close } = useRun();
  const permits = useMemo(
    () => permitsOf(me?.actions, account.status),
    [me?.actions, account.status],
  );
  const actions = useMemo<Actions>(
    () => ({ permits, blocked, isOpen: isShown, open: begin }),
    [permits, blocked, isShown, begin],
  );
  useActionKeys(permits, isShown || blocked !== undefined, begin);
  // Loaded before it is wanted: what is typed right after `i` is for its first field.
  useEffect(() => void loadDialog().catch(() => undefined), []);
  return (
    <ActionsContext value={actions}>
      {run && !isShown && <PendingNotice onOpen={show} />}
      {children}
      {run && isShown && (
        <Suspense fallback={null}>
          <ActionDialog run={run} permits={permits} onClose={close} />
        </Suspense>
      )}
    </ActionsContext>
  );
}

/** The action under way on the account, brought back after a reload or after signing in again. */
function useRun() {
  const { account, live } = useOpenAccount();
  const { data: me } = useMe();
  const queries = useQueryClient();
  const [run, setRun] = useState<ActionRun>();
  const [isShown, setShown] = useState(false);
  const { account_id: accountId, name } = account;
  const staffId = me?.staff_id;
  useEffect(() => {
    const draft = staffId === undefined ? undefined : draftOf(staffId, accountId, sessionStorage);
    if (!draft) return;
    setRun(new ActionRun(draft));
    setShown(true);
  }, [staffId, accountId]);
  const begin = useCallback(
    (command: Command, input?: Partial<Input>) => {
      if (staffId === undefined) return;
      setShown(true);
      // What may have been applied comes first: its key is the only one that can tell.
      if (run?.state().step.at === 'unknown') return;
      const subject = { staffId, accountId, accountName: name ?? accountId };
      setRun(new ActionRun(begun(subject, command, crypto.randomUUID(), input)));
    },
    [run, staffId, accountId, name],
  );
  const close = useCallback(() => {
    const { at } = run?.state().step ?? {};
    if (at === 'executing' || at === 'requesting') return;
    setShown(false);
    if (at === 'unknown') return;
    run?.end();
    setRun(undefined);
    if (at !== 'done') return;
    // What an action changed besides the balance is in no stream.
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'profile') });
    // Rows that others add wait for a click; one's own are expected.
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'timeline', 'rows') });
    if (live.connection === 'live') return;
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'balance') });
  }, [run, queries, accountId, live.connection]);
  return { run, isShown, begin, show: () => setShown(true), close };
}

/** `i` issues credits from anywhere on the page; `r` refunds the debit that has the focus. */
function useActionKeys(
  { adjust, refund }: Permits,
  isOff: boolean,
  begin: (command: Command) => void,
): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isOff || event.defaultPrevented) return;
      const command = commandOf(event);
      if (!command) return;
      // The letter is not for the field that the dialog focuses.
      event.preventDefault();
      begin(command);
    };
    const commandOf = (event: KeyboardEvent): Command | undefined => {
      if (event.key === 'i' && adjust !== 'no' && !isTyping(event)) return { kind: 'adjust' };
      if (event.key !== 'r' || refund === 'no' || isInField(event)) return undefined;
      const debitId = debitInFocus();
      return debitId === undefined ? undefined : { kind: 'refund', debitId };
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [adjust, refund, isOff, begin]);
}

/** The debit of the row that has the focus, or of the event that is open in the drawer. */
function debitInFocus(): string | undefined {
  const opened = document.querySelector<HTMLElement>('[data-debit][data-opened]');
  const row = document.activeElement?.closest<HTMLElement>('[data-debit]');
  return (opened ?? row)?.dataset['debit'];
}
