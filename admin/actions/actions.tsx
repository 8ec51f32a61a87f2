import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, type ReactNode } from 'react';
import { useOpenAccount } from '../accounts/open/context.js';
import { accountKey } from '../accounts/open/live-balance.js';
import { useWords } from '../i18n/words.js';
import { isInField, isTyping } from '../lib/keys.js';
import { useMe } from '../sign-in/session.js';
import { ActionsContext, type Actions } from './context.js';
import { PendingNotice } from './pending-notice.js';
import type { Command } from './run/command.js';
import { permitsOf, type Permit, type Permits } from './run/permits.js';
import { useRun } from './use-run.js';

const loadDialog = () => import('./action-dialog.js');
const ActionDialog = lazy(loadDialog);

interface AccountActionsProps {
  /** Whether another dialog has opened for a command. */
  readonly instead: (command: Command) => boolean;
  /** What the person may do about the plan, where that is not as the API says of commands. */
  readonly changesPlan: Permit | undefined;
  readonly children: ReactNode;
}

/** Lets the parts of an account's page act on its credits, and shows the dialog of the action. */
export function AccountActions({ instead, changesPlan, children }: AccountActionsProps) {
  const t = useWords();
  const { account, moment } = useOpenAccount();
  const { data: me } = useMe();
  const blocked = moment && t('as_of.disabled');
  const { run, isShown, begin, show, close } = useAccountRun();
  const permits = useMemo(
    () => permitsOf(me?.actions, account.status, changesPlan),
    [me?.actions, account.status, changesPlan],
  );
  const actions = useMemo<Actions>(
    () => ({
      permits,
      blocked,
      isOpen: isShown,
      open: (command, input) => {
        if (!instead(command)) begin(command, input);
      },
    }),
    [permits, blocked, isShown, begin, instead],
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

/** The action under way on the account whose page is open. */
function useAccountRun() {
  const { account, live } = useOpenAccount();
  const queries = useQueryClient();
  const { account_id: accountId, name } = account;
  const onDone = useCallback(() => {
    // What an action changed besides the balance is in no stream.
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'profile') });
    // Rows that others add wait for a click; one's own are expected.
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'timeline', 'rows') });
    if (live.connection === 'live') return;
    void queries.invalidateQueries({ queryKey: accountKey(accountId, 'balance') });
  }, [queries, accountId, live.connection]);
  return useRun({ accountId, accountName: name ?? accountId, onDone });
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
