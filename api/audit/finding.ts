import { z } from 'zod';
import { EventId } from '../shapes/ids.js';

/** Kinds of findings in a log, its anchors and read models. */
export const FINDING_CODES = [
  /** An event's hash is wrong, or does not follow the previous one. */
  'event_changed',
  /** A revision is missing within a stream. */
  'event_missing',
  /** An event matches no version of its schema. */
  'event_unreadable',
  /** Folding the stream gives other control figures than the event's. */
  'control_differs',
  /** A stream or the log ends too early. */
  'tail_cut',
  /** A stream's hashes are consistent, but differ from what was signed. */
  'chain_rewritten',
  /** The log between two anchors differs from what was signed. */
  'log_rewritten',
  /** An anchor's signature or digest is invalid. */
  'anchor_invalid',
  /** An anchor is missing between others. */
  'anchor_missing',
  /** A read model differs from the log. */
  'read_model_differs',
  /** A read model stopped at an event it could not handle. */
  'projection_stopped',
  /** The log has events of streams that nothing else knows. */
  'streams_unlisted',
] as const;

/** The first difference found in one place. */
export const Finding = z
  .object({
    code: z.enum(FINDING_CODES),
    message: z.string(),
    stream: z.string().optional(),
    revision: z.number().int().optional(),
    event_id: EventId.optional(),
    anchor: z.number().int().optional(),
    table: z.string().optional(),
    expected: z.string().optional().describe('What the log, or the anchor, says.'),
    found: z.string().optional(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.output<typeof Finding>;

/** How much was checked. */
export const Checked = z.object({
  streams: z.number().int(),
  events: z.number().int(),
  anchors: z.number().int(),
});
export type Checked = z.output<typeof Checked>;

/** A line of a check's output; a finished check ends with `result`. */
export type Step =
  { readonly progress: Progress } | { readonly finding: Finding } | { readonly result: Result };

/** Progress of a running check. */
export interface Progress extends Checked {
  readonly phase: 'streams' | 'anchors' | 'log';
  /** The total, if known. */
  readonly of: { readonly streams: number | null; readonly events: number | null };
}

/** The last line of a check: what was checked, and what differs. */
export interface Result {
  readonly ok: boolean;
  readonly findings: number;
  readonly checked: Checked;
  /** What could not be checked, in words. */
  readonly notes: readonly string[];
  /** End of the log when the check began; null if it was empty. */
  readonly position: string | null;
}
