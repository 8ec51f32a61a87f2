import { useCallback, useEffect, useState } from 'react';
import { useMe } from '../sign-in/session.js';
import type { Command, Input } from './run/command.js';
import { draftOf } from './run/draft.js';
import { begun } from './run/machine.js';
import { ActionRun } from './run/run.js';

interface Of {
  readonly accountId: string;
  readonly accountName: string;
  /** Something was done, or asked of others, and its dialog is closed. */
  readonly onDone: () => void;
}

/** The action under way on an account, brought back after a reload or after signing in again. */
export function useRun({ accountId, accountName, onDone }: Of) {
  const { data: me } = useMe();
  const [run, setRun] = useState<ActionRun>();
  const [isShown, setShown] = useState(false);
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
      const subject = { staffId, accountId, accountName };
      setRun(new ActionRun(begun(subject, command, crypto.randomUUID(), input)));
    },
    [run, staffId, accountId, accountName],
  );
  const close = useCallback(() => {
    const { at } = run?.state().step ?? {};
    if (at === 'executing' || at === 'requesting') return;
    setShown(false);
    if (at === 'unknown') return;
    run?.end();
    setRun(undefined);
    if (at === 'done' || at === 'requested') onDone();
  }, [run, onDone]);
  return { run, isShown, begin, show: () => setShown(true), close };
}
