/** Settings of single sign-on by OpenID Connect. */
import { z } from 'zod';
import { together } from './values.js';

/** How people sign in by OpenID Connect. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the sign-in page calls the issuer. */
  readonly name: string;
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Over TLS, or on this machine. */
const issuer = z.string().refine(isIssuer, 'expected a URL such as https://login.example');

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isPlain = `${username}${password}${search}${hash}` === '';
  return isPlain && (protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)));
}

/** The variables, as a part of all. */
export const OIDC_VARIABLES = {
  SCRIP_OIDC_ISSUER: issuer
    .optional()
    .describe('issuer of single sign-on by OpenID Connect, such as `https://login.example`'),
  SCRIP_OIDC_CLIENT_ID: z.string().max(200).optional().describe('client id at that issuer'),
  SCRIP_OIDC_CLIENT_SECRET: z
    .string()
    .max(1_000)
    .optional()
    .describe('client secret at that issuer'),
  SCRIP_OIDC_NAME: z
    .string()
    .max(60)
    .optional()
    .describe('what the sign-in page calls the issuer; its host unless set'),
};

/** Refuses a part of the settings without the others. */
export const allOfOidc = together(
  'SCRIP_OIDC_ISSUER',
  'SCRIP_OIDC_CLIENT_ID',
  'SCRIP_OIDC_CLIENT_SECRET',
);

/** The settings; undefined: there is no single sign-on. */
export function oidcOf(
  read: z.output<z.ZodObject<typeof OIDC_VARIABLES>>,
): OidcSettings | undefined {
  const { SCRIP_OIDC_ISSUER: issuer, SCRIP_OIDC_CLIENT_ID: clientId } = read;
  const { SCRIP_OIDC_CLIENT_SECRET: clientSecret, SCRIP_OIDC_NAME: name } = read;
  if (!issuer || !clientId || !clientSecret) return undefined;
  return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).host };
}
