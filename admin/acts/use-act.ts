import { useContext, useRef, useState } from 'react';
import { useProof, type Proof } from '../actions/steps/proof.js';
import { ApiError } from '../lib/api.js';
import { useChange } from '../lib/use-change.js';
import { BegunContext } from './begun.js';

/** A change under way that moves no credits: of people, keys, endpoints, jobs. */
export interface Act<Input> {
  /** Does it; where the server wants to know again who asks, once that is proved. */
  readonly send: (input: Input) => void;
  readonly isBusy: boolean;
  /** Why it was refused, apart from a proof that is missing. */
  readonly error: unknown;
  /** What is asked for before it can be done; undefined: nothing. */
  readonly proof: Proof | undefined;
}

/**
 * Calls the API for a change; `onDone` is given its answer. `isEnd`: with which answer the dialog
 * has done its work; otherwise it still comes back after signing in again.
 */
export function useAct<Input, Answer>(
  call: (input: Input) => Promise<Answer>,
  onDone: (answer: Answer) => void,
  isEnd: (answer: Answer) => boolean = () => true,
): Act<Input> {
  const begun = useContext(BegunContext);
  const [needsProof, setNeedsProof] = useState(false);
  const last = useRef<{ readonly input: Input }>(undefined);
  const { mutate, isPending, error } = useChange<Answer, Input>({
    call,
    onSent: (input) => void (last.current = { input }),
    onRefused: (refusal) => setNeedsProof(isStepUp(refusal)),
    onDone: (answer) => {
      setNeedsProof(false);
      if (isEnd(answer)) begun?.end();
      onDone(answer);
    },
    isLast: isEnd,
  });
  const proof = useProof(() => {
    if (last.current) mutate(last.current.input);
  });
  return {
    send: (input) => mutate(input),
    isBusy: isPending || proof.isBusy,
    error: isStepUp(error) ? null : error,
    proof: needsProof ? proof : undefined,
  };
}

const isStepUp = (error: unknown): boolean =>
  error instanceof ApiError && error.problem?.code === 'step_up_required';

/** What the server says of a field; undefined: nothing. */
export function saidOf(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.problem?.invalid_parameters?.find(({ name }) => name === field)?.reason;
}

/** The same as a text field shows it; the help where nothing is said. */
export function shownOf(error: unknown, field: string, help?: string) {
  const wrong = saidOf(error, field);
  return { error: wrong !== undefined, helperText: wrong ?? help };
}
