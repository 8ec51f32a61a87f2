import { describe, expect, it } from '@jest/globals';
import { REASONS } from '../../admin/actions/run/reasons.js';
import { PRODUCT_SCOPES, SCOPES } from '../../admin/api-keys/scopes.js';
import { REFUSALS as WORDED } from '../../admin/sign-in/single-sign-on.js';
import { METRICS } from '../../admin/usage/question.js';
import * as webhooks from '../../admin/webhooks/types.js';
import { KEY_SCOPES, PRODUCT_PERMISSIONS } from '../../api/auth/permissions.js';
import { REFUSALS } from '../../api/single-sign-on/refusal.js';
import { MEASURES } from '../../api/usage/usage-sql.js';
import { DeliveryState } from '../../api/webhook-endpoints/delivery.js';
import { SentType, SUBSCRIBED_TYPES } from '../../api/webhook-sending/types.js';
import { REASON_CODES } from '../../domain/account/reason.js';

describe('what the console offers', () => {
  it('is every reason that the API takes', () => {
    expect(REASONS).toEqual(REASON_CODES);
  });

  it('has words for every refusal of single sign-on', () => {
    expect(WORDED).toEqual(REFUSALS);
  });

  it('is every measure of usage', () => {
    expect(METRICS).toEqual(MEASURES);
  });

  it('is every scope of a key, with those of a product to begin with', () => {
    expect(SCOPES.toSorted()).toEqual(KEY_SCOPES.toSorted());
    expect(PRODUCT_SCOPES).toEqual(PRODUCT_PERMISSIONS);
  });

  it('is every type of webhook, and every state of a delivery', () => {
    expect(webhooks.SUBSCRIBED_TYPES).toEqual(SUBSCRIBED_TYPES);
    expect(webhooks.SENT_TYPES).toEqual(SentType.options);
    expect(webhooks.STATES).toEqual(DeliveryState.options);
  });
});
