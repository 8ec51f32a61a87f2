/** Ids in requests and answers. */
import { z } from 'zod';
import * as model from '../../domain/model/commands.js';

interface About {
  readonly id?: string;
  readonly description: string;
  readonly examples: string[];
}

/** An id of this form; `what` it names is said where something else is sent. */
export const idSchema = (form: RegExp, what: string, about: About): z.ZodString =>
  z
    .string()
    .regex(form, `expected the id of ${what}`)
    .meta({ ...about });

/** The id of an account, chosen by the product or generated. Part of its stream's name. */
export const AccountId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 of A-Z a-z 0-9 . _ -, not starting with "."',
  )
  .meta({ id: 'AccountId', description: 'Names one account.', examples: ['acc_7h2kq0m4x9'] });

/** The id of a member: opaque, chosen by the product. */
export const MemberId = z
  .string()
  .regex(
    /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/,
    'expected 1 to 64 of A-Z a-z 0-9 . _ -, not starting with "."',
  )
  .meta({
    id: 'MemberId',
    description: 'Names one member of an account; opaque, so no name and no e-mail address.',
    examples: ['usr_31'],
  });

/** The name of a plan or pack: lower-case, chosen by the operator. */
export const CatalogueName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'expected 1 to 32 of a-z 0-9 _ -, starting with a letter')
  .meta({ id: 'CatalogueName', description: 'Names a plan or a pack.', examples: ['pro'] });

/** The id of a model, chosen by the operator. */
export const ModelId = model.ModelId.meta({
  id: 'ModelId',
  description: 'Names one model; chosen by the operator.',
  examples: ['swift-1'],
});

/** A filter by model: its id, or empty for what names none. */
export const ModelOrNone = z
  .string()
  .regex(/^(?:[A-Za-z0-9][A-Za-z0-9._:-]{0,63})?$/, 'expected the id of a model, or nothing');

/** Wider than generated ids: others are answered with 404. */
export const DebitId = idSchema(/^dbt_[0-9a-z]{1,32}$/, 'a debit', {
  id: 'DebitId',
  description: 'Names one debit.',
  examples: ['dbt_000000000405rgtqd9'],
});

/** Wider than generated ids: others are answered with 404. */
export const HoldId = idSchema(/^hld_[0-9a-z]{1,32}$/, 'a hold', {
  id: 'HoldId',
  description: 'Names one hold.',
  examples: ['hld_000000000605rgtqd9'],
});

/** The id of a lot in an answer. */
export const LotId = z.string().meta({
  id: 'LotId',
  description: 'Names one lot of credits.',
  pattern: '^lot_[0-9a-z]{1,32}$',
  examples: ['lot_000000000205rgtqd9'],
});

/** The id of a refund in an answer. */
export const RefundId = z
  .string()
  .meta({ pattern: '^rfd_[0-9a-z]{1,32}$', examples: ['rfd_000000000705rgtqd9'] });

/** The id of an adjustment in an answer. */
export const AdjustmentId = z
  .string()
  .meta({ pattern: '^adj_[0-9a-z]{1,32}$', examples: ['adj_000000000805rgtqd9'] });

/** Wider than generated ids: others are answered with 404. */
export const ApprovalId = idSchema(/^apr_[0-9a-z]{1,32}$/, 'an approval', {
  id: 'ApprovalId',
  description: 'Names one request for approval.',
  examples: ['apr_4f1d0c7a92be3561d8e0'],
});

/** The id of an event in an answer. */
export const EventId = z
  .string()
  .meta({ format: 'uuid', examples: ['0190f3c2-7d1e-7c3a-9a55-0c6d1f1f4b2a'] });
