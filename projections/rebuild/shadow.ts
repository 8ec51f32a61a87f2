import type { Client } from 'pg';
import { IntegrityError } from '../../domain/errors.js';
import type { Logger } from '../../platform/log.js';
import { decodeEvent, type DecodedEvent, type Source } from '../follow/decoded-event.js';
import { Bulk } from './bulk.js';
import { Follower } from '../follow/follower.js';
import { Lane } from '../follow/lane.js';
import { LANES, type LaneName, type Projection } from '../tables/projection.js';
import { checkpointsDdl, tablesDdl } from '../read-models/schema.js';

/** The schema that a rebuild fills beside `read`. */
export const SHADOW_SCHEMA = 'read_next';

/** Options of a shadow. */
export interface ShadowOptions {
  readonly source: Source;
  /** Opens a connection for the duration of the rebuild. */
  readonly connect: () => Promise<Client>;
  readonly projections: readonly Projection[];
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly onProgress: (events: number) => void;
}

/** A group of projections that moves together, like the live lane it replaces. */
interface Part {
  readonly name: LaneName;
  readonly client: Client;
  readonly followers: readonly Follower[];
  readonly lane: Lane;
}

/** Read models being filled beside the live ones, from the beginning of the log. */
export class Shadow {
  /** Events read and rows written while filling. */
  events = 0;
  rows = 0;
  private readonly parts: Part[] = [];

  private constructor(private readonly options: ShadowOptions) {}

  /** Creates the schema and fills it up to the end of the log. */
  static async fill(options: ShadowOptions): Promise<Shadow> {
    const shadow = new Shadow(options);
    await shadow.make();
    const last = await shadow.fillTables();
    await Promise.all(shadow.parts.map((part) => shadow.finish(part, last)));
    return shadow;
  }

  /** Position of a lane; undefined for lanes that are not rebuilt. */
  positionOf(lane: LaneName): bigint | undefined {
    return this.parts.find(({ name }) => name === lane)?.followers[0]?.position;
  }

  /**
   * Advances each lane to exactly the given position, or to the end of the log without one. Throws
   * if an event cannot be handled.
   */
  async advance(targets: ReadonlyMap<LaneName, bigint>): Promise<void> {
    const isDone = (caughtUp: boolean) =>
      this.parts.every((part) => {
        const target = targets.get(part.name);
        return target === undefined ? caughtUp : (part.followers[0]?.position ?? 0n) >= target;
      });
    if (isDone(false)) return;
    const first = this.parts
      .map(({ followers }) => followers[0]?.position ?? -1n)
      .reduce((least, position) => (position < least ? position : least));
    const { source, signal } = this.options;
    for await (const batch of source(first < 0n ? null : first, signal)) {
      const events = batch.events.flatMap((event) => decodeEvent(event) ?? []);
      for (const part of this.parts) await handle(part, events, targets.get(part.name));
      if (isDone(batch.caughtUp)) return;
    }
    throw new Error('the event store ended the subscription');
  }

  private async make(): Promise<void> {
    const { connect, log, projections } = this.options;
    for (const name of LANES) {
      const ours = projections.filter(({ lane }) => lane === name);
      if (ours.length === 0) continue;
      const client = await connect();
      const followers = ours.map((projection) => new Follower(projection, -1n));
      const lane = new Lane({ schema: SHADOW_SCHEMA, client, followers, log, notify: false });
      this.parts.push({ name, client, followers, lane });
    }
    const [first] = this.parts;
    if (!first) throw new Error('nothing to rebuild');
    await clearShadow(first.client);
    for (const statement of [
      ...checkpointsDdl(SHADOW_SCHEMA, projections),
      ...tablesDdl(SHADOW_SCHEMA, projections, 'tables'),
    ]) {
      await first.client.query(statement);
    }
  }

  /** Returns the position of the last event, -1 for an empty log. */
  private async fillTables(): Promise<bigint> {
    const { source, signal, onProgress } = this.options;
    const bulks = this.parts.map(({ client, followers }) => {
      const projections = followers.map(({ projection }) => projection);
      return new Bulk(client, SHADOW_SCHEMA, projections);
    });
    let last = -1n;
    for await (const batch of source(null, signal)) {
      const events = batch.events.flatMap((event) => decodeEvent(event) ?? []);
      await Promise.all(bulks.map((bulk) => bulk.take(events)));
      last = events.at(-1)?.position ?? last;
      this.events += events.length;
      onProgress(this.events);
      if (batch.caughtUp) break;
    }
    signal.throwIfAborted();
    await Promise.all(bulks.map((bulk) => bulk.finish()));
    this.rows = bulks.reduce((rows, { rowsWritten }) => rows + rowsWritten, 0);
    return last;
  }

  /** Adds indexes, statistics and checkpoints. */
  private async finish({ client, followers }: Part, last: bigint): Promise<void> {
    const projections = followers.map(({ projection }) => projection);
    for (const statement of tablesDdl(SHADOW_SCHEMA, projections, 'indexes')) {
      await client.query(statement);
    }
    const tables = projections.flatMap((projection) => projection.tables);
    await client.query(
      `ANALYZE ${tables.map(({ name }) => `${SHADOW_SCHEMA}.${name}`).join(', ')}`,
    );
    await client.query(
      `UPDATE ${SHADOW_SCHEMA}.checkpoints SET position = $1 WHERE projection = ANY($2)`,
      [last, projections.map(({ name }) => name)],
    );
    for (const follower of followers) follower.position = last;
  }
}

/**
 * Creates or empties the schema of rebuilds. Migrations create it for roles that may not; this
 * covers databases migrated before that.
 */
export async function clearShadow(client: Client): Promise<void> {
  const { rows } = await client.query<{ there: boolean; tables: string[] }>(
    `SELECT to_regnamespace($1) IS NOT NULL AS there,
       ARRAY(SELECT format('%I.%I', schemaname, tablename) FROM pg_tables WHERE schemaname = $1)
         AS tables`,
    [SHADOW_SCHEMA],
  );
  const { there = false, tables = [] } = rows[0] ?? {};
  if (!there) await client.query(`CREATE SCHEMA ${SHADOW_SCHEMA}`);
  if (tables.length > 0) await client.query(`DROP TABLE ${tables.join(', ')} CASCADE`);
}

async function handle(part: Part, events: readonly DecodedEvent[], target?: bigint): Promise<void> {
  const upTo = events.filter(({ position }) => target === undefined || position <= target);
  if (upTo.length === 0) return;
  await part.lane.handle(upTo);
  const stopped = part.followers.filter((follower) => !part.lane.followers.has(follower));
  if (stopped.length === 0) return;
  const names = stopped.map(({ name }) => name).join(', ');
  throw new IntegrityError(`the rebuilt ${names} cannot handle an event; see the log`);
}
