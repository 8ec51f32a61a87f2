import type { FastifyRequest } from 'fastify';

const BEARER = /^Bearer +([!-~]{1,1024})$/i;

/** The key or token of a request: `Authorization: Bearer …`; undefined without a usable one. */
export const bearerOf = ({ headers: { authorization } }: FastifyRequest): string | undefined =>
  authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
