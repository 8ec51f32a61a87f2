import { z } from 'zod';
import { Label, Outcome } from '../model/price.js';

/** Fields of a task, before its outcome is known. */
export const task = {
  model: z.string().optional(),
  mode: Label.optional(),
  complexity: Label.optional(),
  action: Label.optional(),
  feature: Label.optional(),
  memberId: z.string().optional(),
};

/** Fields of a debit's purpose; repeated in its refund, so that usage needs no look-up. */
export const purpose = { ...task, outcome: Outcome };

/** Labels of a hold or debit, all optional. */
export type Task = {
  readonly [Field in keyof typeof task]?: z.output<(typeof task)[Field]>;
};
/** A task and its outcome. */
export type Purpose = Task & { readonly outcome: Outcome };

type Written<T> = { -readonly [Field in keyof T]: T[Field] };

/** Picks the fields of a task, without absent ones. */
export function taskOf(from: Task): Task {
  const only: Written<Task> = {};
  return fill(only, from);
}

/** Picks the fields of a purpose, without absent ones. */
export function purposeOf(from: Purpose): Purpose {
  const only: Written<Purpose> = { outcome: from.outcome };
  return fill(only, from);
}

/** Faster than spreading: every debit passes here. */
function fill<T extends Written<Task>>(only: T, from: Task): T {
  if (from.model !== undefined) only.model = from.model;
  if (from.mode !== undefined) only.mode = from.mode;
  if (from.complexity !== undefined) only.complexity = from.complexity;
  if (from.action !== undefined) only.action = from.action;
  if (from.feature !== undefined) only.feature = from.feature;
  if (from.memberId !== undefined) only.memberId = from.memberId;
  return only;
}
