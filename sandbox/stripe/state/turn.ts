import type pg from 'pg';
import { missing } from './errors.js';
import { newId } from './ids.js';
import { API_VERSION, type Kind, type Kinds, type Within } from './kinds.js';

/** The request that something happens for; none for what comes by no request of the API. */
export interface Cause {
  readonly id: string | null;
  readonly idempotency_key: string | null;
}
/** What Stripe does by itself. */
export const BY_ITSELF: Cause = { id: null, idempotency_key: null };
/** What a person does, on a page or by the control plane. */
export const BY_HAND: Cause = { id: null, idempotency_key: null };

/** Something of one of the kinds that has an id, as all that is kept has. */
type Named = Kinds[Kind] & { id: string };

/** What a turn needs to know of the double. */
export interface TurnSettings {
  /** Where people reach its pages, without a slash at the end. */
  readonly publicUrl: string;
  /** Sees each event; what it throws undoes the turn. */
  readonly inspect?: (event: object) => void;
}

/** One unit of work: reads and writes in one transaction, at one instant. */
export class Turn {
  /** Endpoints as they were at the first event. */
  private endpoints: Kinds['webhook_endpoint'][] | undefined;

  constructor(
    private readonly client: pg.ClientBase,
    /** Seconds since 1970. */
    readonly now: number,
    private readonly cause: Cause,
    readonly settings: TurnSettings,
  ) {}

  /** Runs a statement of our own. */
  query<Row extends pg.QueryResultRow>(text: string, values: unknown[]) {
    return this.client.query<Row>(text, values);
  }

  /** The object, unless it was deleted. */
  async find<K extends Kind>(kind: K, id: string): Promise<Kinds[K] | undefined> {
    const { rows } = await this.client.query<{ body: Kinds[K] }>(
      'SELECT body FROM objects WHERE id = $1 AND kind = $2 AND NOT is_deleted',
      [id, kind],
    );
    return rows[0]?.body;
  }

  /** The object. Throws a StripeFailure, which blames the path or the parameter. */
  async get<K extends Kind>(kind: K, id: string, param?: string): Promise<Kinds[K]> {
    const found = await this.find(kind, id);
    if (!found) throw missing(kind, id, param);
    return found;
  }

  /** Every object with these fields, oldest first; 1,000 at most. */
  async all<K extends Kind>(kind: K, fields?: Within<Kinds[K]>): Promise<Kinds[K][]> {
    const { rows } = await this.client.query<{ body: Kinds[K] }>(
      `SELECT body FROM objects
       WHERE kind = $1 AND NOT is_deleted AND body @> $2 ORDER BY seq LIMIT 1000`,
      [kind, JSON.stringify(fields ?? {})],
    );
    return rows.map(({ body }) => body);
  }

  /** The newest objects with these fields, newest first. */
  async newest<K extends Kind>(
    kind: K,
    fields: Within<Kinds[K]>,
    limit: number,
  ): Promise<Kinds[K][]> {
    const { rows } = await this.client.query<{ body: Kinds[K] }>(
      `SELECT body FROM objects
       WHERE kind = $1 AND NOT is_deleted AND body @> $2 ORDER BY seq DESC LIMIT $3`,
      [kind, JSON.stringify(fields), limit],
    );
    return rows.map(({ body }) => body);
  }

  /** Keeps a new object, or an object as it is now. */
  async put(body: Named): Promise<void> {
    const created = 'created' in body ? body.created : this.now;
    await this.client.query(
      `INSERT INTO objects (id, kind, created, body) VALUES ($1, $2, $3, $4)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
      [body.id, body.object, created, JSON.stringify(body)],
    );
  }

  /** Of what is deleted the id stays. */
  async delete(id: string): Promise<void> {
    await this.client.query('UPDATE objects SET is_deleted = true WHERE id = $1', [id]);
  }

  /** Whether there was such an object, which has been deleted. */
  async isDeleted(kind: Kind, id: string): Promise<boolean> {
    const { rowCount } = await this.client.query(
      'SELECT FROM objects WHERE id = $1 AND kind = $2 AND is_deleted',
      [id, kind],
    );
    return rowCount === 1;
  }

  /** Keeps a new object and says so by an event. */
  async create<T extends Named>(body: T, ...events: string[]): Promise<T> {
    await this.put(body);
    for (const type of events) await this.emit(type, body);
    return body;
  }

  /** Changes an object and says what it was before, by each of the events; gives it as it is. */
  async change<T extends Named>(
    before: T,
    changes: Partial<NoInfer<T>>,
    ...events: string[]
  ): Promise<T> {
    const after = { ...before, ...changes };
    await this.put(after);
    for (const type of events) {
      await this.emit(
        type,
        after,
        type.endsWith('.updated') ? previous(before, changes) : undefined,
      );
    }
    return after;
  }

  /** Records an event, and what is to be delivered of it. */
  async emit(type: string, object: { id?: string; object: string }, before?: object) {
    this.endpoints ??= await this.all('webhook_endpoint', { status: 'enabled' });
    const endpoints = this.endpoints.filter(
      ({ enabled_events: enabled }) => enabled.includes('*') || enabled.includes(type),
    );
    const id = newId('evt');
    const event = {
      id,
      object: 'event',
      api_version: API_VERSION,
      created: this.now,
      data: { object, ...(before && { previous_attributes: before }) },
      livemode: false,
      pending_webhooks: endpoints.length,
      request: this.cause,
      type,
    };
    this.settings.inspect?.(event);
    await this.client.query(
      "INSERT INTO objects (id, kind, created, body) VALUES ($1, 'event', $2, $3)",
      [id, this.now, JSON.stringify(event)],
    );
    if (endpoints.length === 0) return;
    await this.client.query(
      'INSERT INTO deliveries (event, endpoint) SELECT $1, unnest($2::text[])',
      [id, endpoints.map((endpoint) => endpoint.id)],
    );
  }

  /** Something that Stripe does to an object by itself, at that instant or soon after. */
  async schedule(at: number, action: string, object: string): Promise<void> {
    await this.client.query('INSERT INTO due (at, action, object) VALUES ($1, $2, $3)', [
      at,
      action,
      object,
    ]);
  }

  /** None of these happens to the object. */
  async unschedule(actions: string | readonly string[], object: string): Promise<void> {
    await this.client.query('DELETE FROM due WHERE action = ANY($1) AND object = $2', [
      [actions].flat(),
      object,
    ]);
  }

  /** Keeps what is not shown of an object. */
  async hide(id: string, body: object): Promise<void> {
    await this.client.query(
      `INSERT INTO hidden (id, body) VALUES ($1, $2)
       ON CONFLICT (id) DO UPDATE SET body = excluded.body`,
      [id, JSON.stringify(body)],
    );
  }

  /** What is not shown of an object: texts by name. */
  async hidden(id: string): Promise<Readonly<Record<string, string>>> {
    const { rows } = await this.client.query<{ body: Record<string, string> }>(
      'SELECT body FROM hidden WHERE id = $1',
      [id],
    );
    return rows[0]?.body ?? {};
  }
}

/** The changed fields as they were. */
function previous(before: object, changes: object): object {
  const changed = new Map<string, unknown>(Object.entries(changes));
  return Object.fromEntries(
    Object.entries(before).filter(
      ([name, value]) =>
        changed.has(name) && JSON.stringify(changed.get(name)) !== JSON.stringify(value),
    ),
  );
}
