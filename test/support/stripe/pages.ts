import type Stripe from 'stripe';

/**
 * Pays on the page of a session, as a payer's browser does. Where it leads: an address, or the
 * text of the page that is shown again.
 */
export async function payOnPage(
  { url }: Pick<Stripe.Checkout.Session, 'url'>,
  number = '4242424242424242',
): Promise<string> {
  const answer = await fetch(url ?? '', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      email: 'ada@example.com',
      name: 'Ada',
      number,
      expiry: '12 / 49',
      cvc: '123',
    }).toString(),
    redirect: 'manual',
  });
  return answer.headers.get('location') ?? (await answer.text());
}
