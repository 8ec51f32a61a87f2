import type { IncomingMessage } from 'node:http';

const BEARER = /^Bearer +([!-~]{1,1024})$/i;

/** Prefix of widget tokens of any version. */
const WIDGET_TOKEN = /^wgt\d+_/;

/** The key or token of the `Authorization: Bearer` header; undefined if absent or malformed. */
export const bearerOf = ({
  headers: { authorization },
}: Pick<IncomingMessage, 'headers'>): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];

/** Whether a bearer token looks like a widget token; its signature is not verified. */
export const isWidgetToken = (token: string): boolean => WIDGET_TOKEN.test(token);
