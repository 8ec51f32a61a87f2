import { z } from 'zod';
import { EventId } from '../shapes/ids.js';

/** What can be wrong with a log, its anchors, or what is read from it. */
export const FINDING_CODES = [
  /** An event does not have the hash it was written with, or does not follow the one before. */
  'event_changed',
  /** A revision is missing inside a stream. */
  'event_missing',
  /** An event has no shape that was ever written. */
  'event_unreadable',
  /** The fold of the stream does not come to the event's control figures. */
  'control_differs',
  /** A stream or the log ends before what is known to have been written. */
  'tail_cut',
  /** A stream's hashes fit together, but not with what was signed. */
  'chain_rewritten',
  /** The log between two anchors is not the one that was signed. */
  'log_rewritten',
  /** An anchor's signature or digest does not fit it. */
  'anchor_invalid',
  /** An anchor between others is gone. */
  'anchor_missing',
  /** A read model says something else than the log. */
  'read_model_differs',
  /** A read model is not built any more: an event could not be handled. */
  'projection_stopped',
  /** The log holds events of streams that nothing else knows. */
  'streams_unlisted',
] as const;

/** The first difference that was found in one place. */
export const Finding = z
  .object({
    code: z.enum(FINDING_CODES),
    message: z.string(),
    stream: z.string().optional(),
    revision: z.number().int().optional(),
    event_id: EventId.optional(),
    anchor: z.number().int().optional(),
    table: z.string().optional(),
    expected: z.string().optional().meta({ description: 'What the log, or the anchor, says.' }),
    found: z.string().optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.output<typeof Finding>;

/** How much has been looked at. */
export const Checked = z.object({
  streams: z.number().int(),
  events: z.number().int(),
  anchors: z.number().int(),
});
export type Checked = z.output<typeof Checked>;

/** What a check says while it goes on; `result` is the last, of a check that was finished. */
export type Step =
  { readonly progress: Progress } | { readonly finding: Finding } | { readonly result: Result };

/** A line of a check that goes on: what was looked at so far. */
export interface Progress extends Checked {
  readonly phase: 'streams' | 'anchors' | 'log';
  /** How much there is in all, where that is known. */
  readonly of: { readonly streams: number | null; readonly events: number | null };
}

/** The last line of a check: what was looked at, and what differs. */
export interface Result {
  readonly ok: boolean;
  readonly findings: number;
  readonly checked: Checked;
  /** What could not be checked, in words. */
  readonly notes: readonly string[];
  /** End of the log when the check began; null when it was empty. */
  readonly position: string | null;
}
