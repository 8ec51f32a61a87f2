import { Inject, Injectable } from '@nestjs/common';
import type pg from 'pg';
import { Config } from '../../platform/config/config.js';
import { clientConfig, DatabaseClient } from '../../platform/database/client.js';
import { EventStore } from '../../platform/event-store/event-store.js';
import { CONTENTION_CHANNEL } from '../../platform/event-store/writer-fairness.js';
import type { Logger } from '../../platform/log.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import { ApiKeys, KEY_CHANGES } from '../api-keys/api-keys.js';
import { LOG } from '../http/log.js';
import { STAFF_CHANGES } from '../staff/session-store.js';
import { StaffSessions } from '../staff/staff-sessions.js';
import { WIDGET_REVOCATIONS } from '../widget-tokens/revocations.js';
import { SigningKeys, WIDGET_KEYS } from '../widget-tokens/signing-keys.js';
import { WidgetTokens } from '../widget-tokens/widget-tokens.js';

const LISTEN = [KEY_CHANGES, WIDGET_REVOCATIONS, WIDGET_KEYS, CONTENTION_CHANNEL, STAFF_CHANGES]
  .map((channel) => `LISTEN ${channel}`)
  .join('; ');
const RETRY_MS = 1_000;

/**
 * Receives notifications of other processes: revoked keys and widget tokens, and contended streams.
 */
@Injectable()
export class Announcements {
  private listener: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private readonly complaints: ThrottledWarnings;

  constructor(
    private readonly keys: ApiKeys,
    private readonly widgetTokens: WidgetTokens,
    private readonly signingKeys: SigningKeys,
    private readonly sessions: StaffSessions,
    private readonly store: EventStore,
    private readonly config: Config,
    @Inject(LOG) private readonly log: Logger,
  ) {
    this.complaints = new ThrottledWarnings(log);
  }

  /** Starts listening; while the connection is down, keys are refreshed every 5 s. */
  async start(): Promise<void> {
    const url = this.config.need('directUrl');
    const listener = new DatabaseClient(clientConfig({ url, application: 'scrip-announcements' }));
    const again = once(() => this.lose(listener));
    listener.on('error', again);
    listener.on('end', again);
    listener.on('notification', (notification) => this.onNotification(notification));
    try {
      await listener.connect();
      await listener.query(LISTEN);
      this.listener = listener;
      // Catch up on what was announced before listening.
      this.sessions.forget();
      await this.keys.startListening();
      await this.widgetTokens.startListening();
      // The connection was lost meanwhile.
      if (this.listener !== listener) this.widgetTokens.stopListening();
    } catch (error) {
      this.complaints.warn(error, {}, 'cannot hear of revoked keys and tokens');
      again();
    }
    if (this.stopped) await this.stop();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.listener?.end().catch(() => undefined);
  }

  private onNotification({ channel, payload = '' }: pg.Notification): void {
    if (channel === KEY_CHANGES) return this.keys.onKeyChanged(payload);
    if (channel === STAFF_CHANGES) return this.sessions.forget();
    if (channel === WIDGET_KEYS) return void this.signingKeys.load().catch(this.notRead);
    if (channel === CONTENTION_CHANNEL) return this.store.noteContention(payload);
    const [revocation, accountId] = payload.split(' ');
    if (accountId) this.widgetTokens.take({ accountId, revocation: Number(revocation) });
  }

  private readonly notRead = (error: unknown): void =>
    this.log.warn({ err: error }, 'the keys of widget tokens cannot be read again');

  private lose(listener: pg.Client): void {
    this.keys.stopListening();
    this.widgetTokens.stopListening();
    if (this.listener === listener) this.listener = undefined;
    void listener.end().catch(() => undefined);
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.start(), RETRY_MS);
    this.timer.unref();
  }
}

function once(act: () => void): () => void {
  let done = false;
  return () => {
    if (!done) act();
    done = true;
  };
}
