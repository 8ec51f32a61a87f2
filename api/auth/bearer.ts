import type { IncomingMessage } from 'node:http';

const BEARER = /^Bearer +([!-~]{1,1024})$/i;

/** How widget tokens begin, whatever their version. */
const WIDGET_TOKEN = /^wgt\d+_/;

/** The key or token of a request: `Authorization: Bearer …`; undefined without a usable one. */
export const bearerOf = ({
  headers: { authorization },
}: Pick<IncomingMessage, 'headers'>): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];

/** Whether a bearer token claims to be a widget's. */
export const isWidgetToken = (token: string): boolean => WIDGET_TOKEN.test(token);
