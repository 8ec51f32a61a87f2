import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import type { Caller } from '../../auth/caller.js';
import { Problem } from '../../http/problem.js';
import { seesPersons } from '../../personal/masking.js';
import { page, pageQuery, type Page } from '../../shapes/cursor.js';
import { someOf } from '../../shapes/some-of.js';
import { commonFilters, narrowed } from '../reads/newest-first.js';
import {
  EVENT_COLUMNS,
  presentEvent,
  StripeEventStateName,
  type EventRow,
  type StripeEventAnswer,
  type StripeEventDetails,
} from './present-event.js';

/** What is shown of a payload. */
const SHOWN_BYTES = 262_144;

/** Which webhooks of Stripe are listed. */
export const StripeEventsQuery = z.strictObject({
  ...pageQuery,
  'filter[state]': someOf(StripeEventStateName, 64, 'received,parked').optional(),
  'filter[type]': z
    .string()
    .regex(/^[\w.]{1,200}$/, 'expected a type of Stripe such as "charge.updated"')
    .optional()
    .meta({ examples: ['checkout.session.completed'] }),
  'filter[object_id]': z
    .string()
    .regex(/^[A-Za-z0-9_]{1,200}$/, 'expected the id of an object at Stripe')
    .optional()
    .meta({ description: 'The object that is looked at.', examples: ['pi_3TabcD'] }),
  ...commonFilters('When it came'),
});
export type StripeEventsQuery = z.output<typeof StripeEventsQuery>;

/** 404: no such webhook has come. */
export const noSuchEvent = (): Problem =>
  new Problem('not_found', 'no such event of Stripe has come');

/** Reads the inbox: webhooks of Stripe as they came. */
@Injectable()
export class ReadStripeEvents {
  constructor(private readonly pool: Pool) {}

  /** Newest first. Throws 422 for a cursor or a range that cannot be. */
  async list(request: StripeEventsQuery): Promise<Page<StripeEventAnswer>> {
    const columns = { account: 'account_id', at: 'received_at', id: 'id' };
    const { sql, values } = narrowed(request, columns, {
      state: request['filter[state]'],
      type: request['filter[type]'],
      object_id: request['filter[object_id]'],
    });
    const { rows } = await this.pool.query<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM app.stripe_events ${sql}`,
      values,
    );
    const listed = page(rows, request, ({ received_key, id }) => [received_key, id]);
    return { ...listed, data: listed.data.map(presentEvent) };
  }

  /** One webhook with what it says, as far as the caller may see that. 404. */
  async one(eventId: string, caller: Caller): Promise<StripeEventDetails> {
    const shown = seesPersons(caller) ? `substr(payload, 1, ${SHOWN_BYTES})` : 'NULL::bytea';
    const { rows } = await this.pool.query<Details>(
      `SELECT ${EVENT_COLUMNS}, octet_length(payload) AS bytes, ${shown} AS shown
       FROM app.stripe_events WHERE id = $1`,
      [eventId],
    );
    const [row] = rows;
    if (!row) throw noSuchEvent();
    // A character that was cut in two is left out.
    const payload = row.shown && new TextDecoder().decode(row.shown, { stream: true });
    return { ...presentEvent(row), payload, payload_bytes: row.bytes };
  }
}

interface Details extends EventRow {
  readonly bytes: number | null;
  readonly shown: Buffer | null;
}
