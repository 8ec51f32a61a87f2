/** Under which a webhook of Stripe is kept. */
export const eventKey = (id: string) => ['stripe-event', id] as const;
