import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PurgePayloads } from '../../../api/payments/inbox/purge-payloads.js';
import type { Shop } from '../../support/stripe/shop.js';

interface Kept {
  readonly theShop: () => Shop;
  /** A webhook about an object. */
  readonly about: (object: object, more?: object) => string;
  readonly idIn: (payload: string) => string;
  /** A webhook as the inbox has it. */
  readonly one: (id: string) => Promise<{ readonly has_payload: boolean }>;
  readonly rows: (sql: string, ...values: unknown[]) => Promise<object[]>;
  readonly paidUnheard: (account: string) => Promise<{ readonly session: string }>;
  readonly parked: (session: string) => Promise<string>;
  readonly replay: (id: string, more?: string) => ReturnType<Shop['product']['post']>;
  readonly untilDone: (id: string) => Promise<void>;
}

/** Stories of which webhooks are kept, and for how long what they say, on the inbox's product. */
export function keptStories(inbox: Kept): void {
  const { theShop, about, idIn, one, rows, paidUnheard, parked, replay, untilDone } = inbox;

  describe('a webhook that Stripe has signed', () => {
    const at = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

    it('is taken for five minutes, and neither later nor from the future', async () => {
      const payload = about({ object: 'customer', id: 'cus_1' });
      const answers = [-301, 303, -290, 290].map((seconds) =>
        theShop().webhook(payload, theShop().sign(payload, at(seconds))),
      );
      expect(await Promise.all(answers)).toEqual([400, 400, 200, 200]);
    });

    it('is answered and stored as it came, whatever it says', async () => {
      const said = fc.oneof(
        fc.json({ maxDepth: 8 }),
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.record({ object: fc.anything(), id: fc.anything() }).map((object) => about(object)),
        fc.dictionary(fc.string(), fc.jsonValue()).map((more) => about({ object: 'charge' }, more)),
      );
      const taken = fc.asyncProperty(said, async (payload) => {
        expect(await theShop().webhook(Buffer.from(payload))).toBe(200);
        const bytes = Buffer.from(payload);
        const payload_hash = hash('sha256', bytes, 'base64url');
        const stored = await rows(
          'SELECT payload FROM app.stripe_events WHERE payload_hash = $1',
          payload_hash,
        );
        expect(stored).toEqual([{ payload: bytes }]);
      });
      await fc.assert(taken, { numRuns: 60 });
    });
  });

  describe('what webhooks say', () => {
    const purge = () => theShop().product.app.get(PurgePayloads).run(new AbortController().signal);
    const payloadOf = async (id: string) => (await one(id)).has_payload;

    it('is forgotten after 90 days; what it was about stays', async () => {
      const [old, young] = [90.01, 89.99].map((days) => ({
        days,
        payload: about({ object: 'x' }),
      }));
      for (const { days, payload } of [old, young].flatMap((each) => each ?? [])) {
        await theShop().webhook(payload);
        await rows(
          `UPDATE app.stripe_events SET received_at = clock_timestamp() - $2 * interval '1 day'
           WHERE id = $1`,
          idIn(payload),
          days,
        );
      }
      await purge();
      const id = idIn(old?.payload ?? '');
      expect(await one(id)).toMatchObject({
        type: 'checkout.session.completed',
        payload: null,
        has_payload: false,
        payload_hash: hash('sha256', old?.payload ?? '', 'base64url'),
      });
      expect(await payloadOf(idIn(young?.payload ?? ''))).toBe(true);
    });

    it('goes with the person, also where it was not looked into, or came later', async () => {
      const { session } = await paidUnheard('erased');
      const known = await parked(session);
      await replay(known).expect(202);
      await untilDone(known);
      const waiting = await parked(session);
      const elsewhere = await parked('cs_elsewhere');
      await theShop().product.post('/v1/accounts/erased/erase').expect(200);
      expect(await Promise.all([known, waiting, elsewhere].map(payloadOf))).toEqual([
        false,
        false,
        true,
      ]);
      const later = await parked(session);
      await replay(later).expect(202);
      await untilDone(later);
      expect(await payloadOf(later)).toBe(true);
      await purge();
      expect(await payloadOf(later)).toBe(false);
      // What it was about is still known, and looked at again.
      expect((await replay(known, '/preview').expect(200)).body).toMatchObject({ commands: [] });
    });
  });
}
