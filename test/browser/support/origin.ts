import type { AddressInfo } from 'node:net';
import type { TestApi } from '../../support/product/app.js';

/** Where a browser finds an API process of a test. */
export function originOf({ app }: TestApi): string {
  const { port } = app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
