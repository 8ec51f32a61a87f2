import { describe, expect, it } from '@jest/globals';
import { createLogger, type LogLevel } from '../../platform/log.js';

function written(level: LogLevel, write: (log: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = [];
  write(createLogger('api', level, { write: (line: string) => void lines.push(line) }));
  return lines;
}

describe('the log', () => {
  it('writes lines of JSON with the name of the process, the level and the time', () => {
    const [line = ''] = written('info', (log) => log.info({ account_id: 'a' }, 'opened'));
    expect(JSON.parse(line)).toMatchObject({
      process: 'api',
      level: 'info',
      account_id: 'a',
      msg: 'opened',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('never writes a secret, however deep it stands', () => {
    const secret = 'hunter2';
    const headers = { authorization: secret, cookie: secret, 'set-cookie': secret };
    const lines = written('info', (log) => {
      log.info({ key: secret, secret, apiKey: secret, token: secret, headers });
      log.info({ req: { headers }, body: { user: { password: secret } } });
      log.info({ config: { databaseUrl: secret, nested: { api_key: secret } } });
    });
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(secret);
  });

  it('leaves out what is below its level', () => {
    expect(written('warn', (log) => log.info('no'))).toEqual([]);
  });
});
