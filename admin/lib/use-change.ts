import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { Latch } from './latch.js';

interface Change<Answer, Input> {
  readonly call: (input: Input) => Promise<Answer>;
  readonly onSent?: (input: Input) => void;
  readonly onRefused?: (refusal: Error) => void;
  readonly onDone?: (answer: Answer) => unknown;
  /** With which answer what asks for it is left, so that no other call may follow; else none. */
  readonly isLast?: (answer: Answer) => boolean;
}

/** A change by a call of the API, and how it stands. */
export type Changing<Answer, Input> = Pick<
  UseMutationResult<Answer, Error, Input>,
  'mutate' | 'isPending' | 'error' | 'data' | 'reset'
>;

/** Like `useMutation`, but what is sent while a change is under way is not sent: a double click. */
export function useChange<Answer, Input = void>({
  call,
  onSent,
  onRefused,
  onDone,
  isLast = () => false,
}: Change<Answer, Input>): Changing<Answer, Input> {
  const latch = useRef(new Latch());
  const isOver = useRef(false);
  const { mutate, isPending, error, data, reset } = useMutation<Answer, Error, Input>({
    mutationFn: call,
    onMutate: (input) => onSent?.(input),
    onError: (refusal) => onRefused?.(refusal),
    onSuccess: (answer) => {
      isOver.current = isLast(answer);
      return onDone?.(answer);
    },
    onSettled: () => {
      if (!isOver.current) latch.current.open();
    },
  });
  const once: typeof mutate = (...given) => {
    if (latch.current.pass()) mutate(...given);
  };
  return { mutate: once, isPending, error, data, reset };
}
