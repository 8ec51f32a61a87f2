import { createHmac } from 'node:crypto';

/**
 * The `Stripe-Signature` of a payload, made at this real instant (seconds): receivers hold it to
 * their own clock. https://docs.stripe.com/webhooks/signature
 */
export function signatureOf(payload: string, secret: string, at: number): string {
  const mac = createHmac('sha256', secret).update(`${at}.${payload}`).digest('hex');
  return `t=${at},v1=${mac}`;
}
