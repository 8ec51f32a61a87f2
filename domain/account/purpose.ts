import { z } from 'zod';
import { Label, Outcome } from '../model/price.js';

/** What is to be done, before it is known how it ends. */
export const task = {
  model: z.string().optional(),
  mode: Label.optional(),
  complexity: Label.optional(),
  action: Label.optional(),
  feature: Label.optional(),
  memberId: z.string().optional(),
};

/** What a debit was for; repeated by its refund, so that usage needs no look-up. */
export const purpose = { ...task, outcome: Outcome };

/** What credits are asked for: the labels of a hold or debit, all optional. */
export type Task = {
  readonly [Field in keyof typeof task]?: z.output<(typeof task)[Field]>;
};
/** A task and how it ended. */
export type Purpose = Task & { readonly outcome: Outcome };

type Written<T> = { -readonly [Field in keyof T]: T[Field] };

/** The task alone, without what else the object may carry and without absent fields. */
export function taskOf(from: Task): Task {
  const only: Written<Task> = {};
  return fill(only, from);
}

/** The purpose alone, without what else the object may carry and without absent fields. */
export function purposeOf(from: Purpose): Purpose {
  const only: Written<Purpose> = { outcome: from.outcome };
  return fill(only, from);
}

/** By hand, not by spreading: every debit passes here. */
function fill<T extends Written<Task>>(only: T, from: Task): T {
  if (from.model !== undefined) only.model = from.model;
  if (from.mode !== undefined) only.mode = from.mode;
  if (from.complexity !== undefined) only.complexity = from.complexity;
  if (from.action !== undefined) only.action = from.action;
  if (from.feature !== undefined) only.feature = from.feature;
  if (from.memberId !== undefined) only.memberId = from.memberId;
  return only;
}
