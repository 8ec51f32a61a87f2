import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Problem } from '../../http/problem.js';
import { readEvent } from '../inbox/read-event.js';
import { StripeAccess } from '../stripe/access.js';
import { API_VERSION } from '../stripe/client.js';
import { noSuchEvent } from './read-events.js';

interface Row {
  readonly object_id: string | null;
  readonly payload: Buffer | null;
}

/** Knows which object a webhook is about, if it were read today. */
@Injectable()
export class ReplayedObject {
  constructor(
    private readonly pool: Pool,
    private readonly stripe: StripeAccess,
  ) {}

  /**
   * The id of the object. One that was ignored is read again: a later version may know what it is
   * about. 404; 409 `nothing_to_replay`; 501 where payments are not set up.
   */
  async of(eventId: string): Promise<string> {
    const { settings } = this.stripe;
    if (!settings) throw new Problem('payments_not_set_up');
    const { rows } = await this.pool.query<Row>(
      'SELECT object_id, payload FROM app.stripe_events WHERE id = $1',
      [eventId],
    );
    const [row] = rows;
    if (!row) throw noSuchEvent();
    const expected = { livemode: settings.isLive, apiVersion: API_VERSION };
    const objectId =
      row.object_id ?? (row.payload && readEvent(row.payload, expected).row.objectId);
    if (objectId === null) throw new Problem('nothing_to_replay');
    return objectId;
  }
}
