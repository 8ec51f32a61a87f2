/** How the client of Stripe calls it over HTTP. */
import Stripe from 'stripe';
import { z } from 'zod';
import type { Answered } from './key-trouble.js';

type HttpClient = NonNullable<NonNullable<ConstructorParameters<typeof Stripe>[1]>['httpClient']>;

/** What every answer of Stripe is: a failure, a list, or an object with an id. */
const Failure = z.object({ error: z.union([z.string().min(1), z.object({})]) });
const List = z.object({ object: z.literal('list'), data: z.array(z.object({})) });
const One = z.object({ id: z.string().min(1) });
const Answer = z.union([Failure, List, One]);

const Words = z.object({ error: z.object({ message: z.string() }) });

/**
 * Calls as the SDK does by itself, and tells `seen` of each answer. A body that is no answer of
 * Stripe is an error of reading it, as one that is not JSON: the SDK would take `{}` for an object.
 */
export function watchedHttp(seen: (answer: Answered) => void): HttpClient {
  const http = Stripe.createNodeHttpClient();
  return {
    getClientName: () => http.getClientName(),
    async makeRequest(...request) {
      const [, , path, method] = request;
      const answer = await http.makeRequest(...request);
      const read = answer.toJSON.bind(answer);
      answer.toJSON = async () => {
        const body: unknown = await read();
        const { data: said } = Words.safeParse(body);
        const words = said?.error.message ?? '';
        seen({ method, path, status: answer.getStatusCode(), words });
        if (!Answer.safeParse(body).success) throw new Error('the body is no answer of Stripe');
        return body;
      };
      return answer;
    },
  };
}
