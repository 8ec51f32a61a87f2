import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { decode } from '../../../sandbox/stripe/http/decode.js';
import {
  generate,
  readTypes,
  SURFACE,
  type Surface,
} from '../../../sandbox/stripe/shapes/generate.js';
import { asText } from '../../../sandbox/stripe/shapes/text.js';
import { Checker } from '../../support/stripe/check.js';

const keptIn = (name: string) =>
  readFileSync(new URL(`../../../sandbox/stripe/shapes/${name}.json`, import.meta.url), 'utf8');

describe('the schemas of the Stripe sandbox', () => {
  /** Also of what the sandbox does not have yet, so that its traps are known to be refused. */
  const WIDE: Surface = {
    ...SURFACE,
    objects: {
      ...SURFACE.objects,
      invoice: ['Invoices', 'Invoice'],
      subscription: ['Subscriptions', 'Subscription'],
    },
    routes: {
      ...SURFACE.routes,
      'POST /v1/subscriptions/:id': {
        type: ['Subscriptions', 'SubscriptionUpdateParams'],
        takes: ['billing_cycle_anchor'],
      },
    },
  };
  let ours: ReturnType<typeof generate>;
  let wide: ReturnType<typeof generate>;
  let checker: Checker;
  beforeAll(() => {
    const types = readTypes(WIDE);
    ours = generate(SURFACE, types);
    wide = generate(WIDE, types);
    checker = new Checker(wide.answers);
  });

  it('are those of the installed package: npm run stripe-shapes writes them anew', () => {
    expect(asText(ours.answers) === keptIn('answers')).toBe(true);
    expect(asText(ours.requests) === keptIn('requests')).toBe(true);
  });

  describe('refuse what this version of the API no longer has', () => {
    it.each([
      ['charge', 'invoice', null],
      ['charge', 'dispute', null],
      ['invoice', 'payment_intent', 'pi_1'],
      ['invoice', 'subscription', 'sub_1'],
      ['invoice', 'charge', 'ch_1'],
      ['subscription', 'current_period_end', 1],
      ['subscription', 'current_period_start', 1],
      ['payment_intent', 'charges', {}],
      ['payment_intent', 'invoice', null],
    ])('%s.%s', (object, field, value) => {
      const faults = checker.faultsOf({ object, [field]: value });
      expect(faults.filter((fault) => fault.includes(`"${field}"`))).toHaveLength(1);
    });

    const taking = (name: string, fields: Record<string, unknown>) => () =>
      decode<object>(wide.requests.routes[name] ?? {}, fields);

    it('parameters too: an anchor that is a text, and ways to pay under their old name', () => {
      const update = 'POST /v1/subscriptions/:id';
      expect(taking(update, { billing_cycle_anchor: 'now' })).toThrow('billing_cycle_anchor');
      expect(taking(update, { billing_cycle_anchor: { type: 'now' } })()).toEqual({
        billing_cycle_anchor: { type: 'now' },
      });
      const create = 'POST /v1/checkout/sessions';
      const old = taking(create, { payment_method_types: ['card'] });
      expect(old).toThrow('Received unknown parameter: payment_method_types');
      expect(taking(create, { allowed_payment_method_types: ['card'] })()).toEqual({
        allowed_payment_method_types: ['card'],
      });
    });
  });

  it('close the enums that the types leave open', () => {
    const { answers } = ours;
    const status = answers.definitions['Refunds.Refund']?.properties?.['reason'];
    expect(JSON.stringify(status)).toContain('expired_uncaptured_charge');
    const refund = { object: 'refund', reason: 'bored' };
    const faults = new Checker(answers)
      .faultsOf(refund)
      .filter((fault) => fault.includes('reason'));
    expect(faults.join()).toContain('must be equal to one of the allowed values');
  });
});
