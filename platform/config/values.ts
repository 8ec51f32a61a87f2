/** Types of environment variables. */
import { isIP } from 'node:net';
import { z } from 'zod';
import { AddressError } from './database-address.js';

/** An integer between two bounds. */
export const whole = (min: number, max: number) =>
  z.string().transform((text, context) => {
    const value = /^\d+$/.test(text.trim()) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    const message = `expected a whole number from ${min} to ${max}, not ${shown(text)}`;
    context.issues.push({ code: 'custom', input: text, message });
    return z.NEVER;
  });

/** One of the given words. */
export const oneOf = <const Word extends string>(...words: readonly Word[]) => {
  const listed = `${words.slice(0, -1).join(', ')} or ${String(words.at(-1))}`;
  return z.enum(words, { error: ({ input }) => `expected ${listed}, not ${shown(input)}` });
};

/** A secret of 32 bytes in base64; errors never show it. */
export const key = z
  .string()
  .regex(
    /^[A-Za-z0-9+/]{43}=$/,
    'expected 32 bytes in base64, as `openssl rand -base64 32` prints',
  );

/** A URL with this scheme; it may hold a password, so errors never show it. */
export const url = (scheme: string, example: string) =>
  z.string().regex(new RegExp(`^(${scheme})://[^\\s/]+`), `expected a URL such as ${example}`);

/** Refuses variables of which some are set and some are not, naming each that is missing. */
export const together =
  <const Name extends string>(...names: readonly Name[]) =>
  (read: { readonly [name in Name]?: unknown }, context: z.RefinementCtx): void => {
    const given = names.filter((name) => read[name] !== undefined);
    if (given.length === 0) return;
    for (const name of names.filter((each) => !given.includes(each))) {
      const message = `must be set with ${given.join(' and ')}`;
      context.addIssue({ code: 'custom', path: [name], message });
    }
  };

/** A URL that `read` accepts; its errors must not show passwords. */
export const readBy = (read: (text: string) => unknown) =>
  z.string().superRefine((text, context) => {
    try {
      read(text);
    } catch (error) {
      if (!(error instanceof AddressError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });

const MAX_HOPS = 16;
const MAX_BITS = { 4: 32, 6: 128 } as const;

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if ((version !== 4 && version !== 6) || rest.length > 0) return false;
  const width = Number(bits);
  // A /0 network would trust everybody.
  return bits === undefined || (/^\d{1,3}$/.test(bits) && width > 0 && width <= MAX_BITS[version]);
}

/** A number of hops or a list of networks: trusting everybody would trust the client itself. */
export const proxies = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((parts) => isHops(parts) || parts.every(isNetwork), {
    error: ({ input }) =>
      `expected the number of reverse proxies, 1 to ${MAX_HOPS} (\`1\`), or their addresses ` +
      `(\`10.0.0.0/8\`), not ${shown(input)}`,
  })
  .transform((parts) => (isHops(parts) ? Number(parts[0]) : parts));

const isHops = ([first = '', ...rest]: readonly string[]): boolean =>
  rest.length === 0 && /^\d{1,2}$/.test(first) && Number(first) >= 1 && Number(first) <= MAX_HOPS;

const MAX_SHOWN_CHARS = 60;
/** Shows a value that is not secret. */
const shown = (given: unknown): string => JSON.stringify(String(given).slice(0, MAX_SHOWN_CHARS));
