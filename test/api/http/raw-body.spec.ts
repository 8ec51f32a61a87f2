import { Body, Controller, HttpCode, Module, Post, RawBody } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Allow, Public } from '../../../api/auth/allow.js';
import { createAdapter } from '../../../api/http/adapter.js';
import { ProblemFilter } from '../../../api/http/problem-filter.js';
import { createLogger } from '../../../platform/log.js';

const LIMIT_BYTES = 64;

@Controller()
class TestController {
  @Post('raw')
  @HttpCode(200)
  @Public({ bodyLimitBytes: LIMIT_BYTES })
  raw(@RawBody() bytes: Buffer): { hex: string } {
    return { hex: bytes.toString('hex') };
  }

  @Post('allowed')
  @HttpCode(200)
  @Allow('usage:write')
  allowed(@RawBody() bytes: Buffer): { hex: string } {
    return { hex: bytes.toString('hex') };
  }

  @Post('parsed')
  @HttpCode(200)
  @Public()
  parsed(@Body() body: unknown): { body: unknown } {
    return { body };
  }
}

@Module({ controllers: [TestController] })
class TestModule {}

describe('a route that asks for the raw body', () => {
  let app: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    const log = createLogger('test', 'silent');
    app = await NestFactory.create<NestFastifyApplication>(
      TestModule,
      createAdapter(log, undefined),
      { logger: false, bodyParser: false, abortOnError: false },
    );
    app.useGlobalFilters(new ProblemFilter(log));
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app?.close());

  const post = async (path: string, sent?: Buffer, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { ...(sent && { 'content-type': 'application/json' }), ...headers },
      ...(sent && { body: new Uint8Array(sent) }),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const got = (sent: Buffer) => ({ status: 200, body: { hex: sent.toString('hex') } });

  it.each([
    ['spacing', Buffer.from(' {\r\n\t"a" :1.0,\n "a": 2 }\n\n')],
    ['other characters than ASCII, and escapes', Buffer.from('{"ü":"\\u00fc 😀 \\ud800"}')],
    ['bytes that are no UTF-8', Buffer.from('7b2261223a22e9ff227d', 'hex')],
    ['what is no JSON', Buffer.from('{"a":')],
    ['names that are forbidden elsewhere', Buffer.from('{"__proto__":1}')],
    ['nothing', Buffer.alloc(0)],
  ])('gets it to the byte: %s', async (_what, sent) => {
    expect(await post('/raw', sent)).toEqual(got(sent));
    expect(await post('/allowed', sent)).toEqual(got(sent));
  });

  it.each<[string, Record<string, string>]>([
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['a coding', { 'content-encoding': 'gzip' }],
  ])('gets the bytes as they were sent, whatever a header says of %s', async (_what, headers) => {
    const sent = Buffer.from('{"a":"é"}', 'latin1');
    expect(await post('/raw', sent, headers)).toEqual(got(sent));
    expect(await post('/parsed', sent, headers)).toMatchObject({ status: 415 });
  });

  it('gets no bytes where there is no body', async () => {
    expect(await post('/raw')).toEqual(got(Buffer.alloc(0)));
  });

  it('gets so many bytes and no more', async () => {
    expect(await post('/raw', Buffer.alloc(LIMIT_BYTES))).toMatchObject({ status: 200 });
    expect(await post('/raw', Buffer.alloc(LIMIT_BYTES + 1))).toMatchObject({ status: 413 });
  });

  it('leaves every other route its parsed body', async () => {
    const parsed = { status: 200, body: { body: { a: 1 } } };
    expect(await post('/parsed', Buffer.from(' {"a": 1} '))).toEqual(parsed);
    expect(await post('/parsed', Buffer.from('{"a":'))).toMatchObject({ status: 400 });
  });
});
