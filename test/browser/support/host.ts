import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A product's own server, on an origin of its own. */
export interface Host {
  readonly origin: string;
  close(): Promise<void>;
}

/** What such a server answers: an HTML page, a script, or whatever else, by path. */
export type Answer = (
  request: IncomingMessage,
) => Promise<{ type: string; body: string; policy?: string } | undefined>;

/** A server on loopback; what `answer` does not know is a 404. */
export async function startHost(answer: Answer): Promise<Host> {
  const server = createServer((request, response) => void respond(answer, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://localhost:${port}`, close: () => close(server) };
}

/**
 * A page as strict as hosts come: scripts and styles of its own and of `api`, nothing inline. Lit
 * makes one policy of trusted types for each copy of itself, which has to be said.
 */
export const strictPolicy = (api: string, copies: 'one' | 'several' = 'one'): string =>
  `default-src 'none'; script-src 'self' ${api}; style-src 'self'; img-src 'self' data:; ` +
  `connect-src 'self' ${api}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; ` +
  `require-trusted-types-for 'script'; trusted-types lit-html` +
  (copies === 'several' ? ` 'allow-duplicates'` : '');

async function respond(answer: Answer, request: IncomingMessage, response: ServerResponse) {
  const given = await answer(request).catch(() => undefined);
  if (!given) {
    response.writeHead(404).end();
    return;
  }
  const { type, body, policy } = given;
  response.writeHead(200, {
    'content-type': `${type}; charset=utf-8`,
    ...(policy !== undefined && { 'content-security-policy': policy }),
  });
  response.end(body);
}

function close(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
