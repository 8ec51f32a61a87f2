import { z } from 'zod';

/** A status of an object of Stripe that a list is narrowed to; which there are is up to Stripe. */
export const stripeStatus = (example: string) =>
  z
    .string()
    .regex(/^[a-z_]{1,40}$/, `expected a status of Stripe's, such as ${example}`)
    .meta({ description: "Stripe's word for it.", examples: [example] });
