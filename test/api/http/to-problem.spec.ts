import { HttpException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { formatProblem, Problem } from '../../../api/http/problem.js';
import { toProblem } from '../../../api/http/to-problem.js';
import { DomainError, IntegrityError, invalidParameter } from '../../../domain/errors.js';
import {
  StoreUnavailable,
  StreamContended,
} from '../../../platform/event-store/connection/failures.js';

const answerTo = (error: unknown) =>
  JSON.parse(formatProblem(toProblem(error), '/v1/x?secret=1', 'req_1'));

describe('a problem', () => {
  it('shows the numbers of a refusal beside its code', () => {
    const error = new DomainError('insufficient_credits', { required: '7', resetsAt: 'then' });
    expect(answerTo(error)).toMatchObject({
      type: 'urn:scrip:problem:insufficient_credits',
      status: 402,
      code: 'insufficient_credits',
      required: '7',
      resets_at: 'then',
      request_id: 'req_1',
      instance: '/v1/x',
    });
  });

  it('names the field that breaks a rule of the domain', () => {
    expect(answerTo(invalidParameter('seats', 'too many'))).toMatchObject({
      status: 422,
      invalid_parameters: [{ name: 'seats', reason: 'too many' }],
    });
  });

  it('says when to come back while a store is away', () => {
    const away = toProblem(new StoreUnavailable('gone', 2));
    expect(away).toMatchObject({ status: 503, headers: { 'retry-after': '2' } });
    const raced = toProblem(new StreamContended('account-acme is being written by others'));
    expect(raced).toMatchObject({ code: 'stream_contended', status: 503 });
    const refused = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    expect(toProblem(refused)).toMatchObject({ code: 'database_unavailable', status: 503 });
    expect(toProblem(new AggregateError([refused]))).toMatchObject({ status: 503 });
  });

  it('does not blame the database where all connections to it are in use', () => {
    const waited = new Error('timeout exceeded when trying to connect');
    const wrapped = Object.assign(new Error('a query failed'), { driverError: waited });
    for (const error of [waited, wrapped]) {
      const busy = { code: 'database_busy', status: 503, headers: { 'retry-after': '1' } };
      expect(toProblem(error)).toMatchObject(busy);
    }
    expect(answerTo(waited).title).toBe('All connections to the database are in use');
  });

  it('says nothing about what is our own fault', () => {
    for (const error of [
      new TypeError('x of undefined'),
      new IntegrityError('torn'),
      'text',
      null,
    ]) {
      const answer = answerTo(error);
      expect(answer).toMatchObject({ status: 500, code: 'internal_error' });
      expect(JSON.stringify(answer)).not.toMatch(/undefined|torn|text|stack|at /);
    }
  });

  it.each([
    [413, 'body_too_large'],
    [415, 'unsupported_media_type'],
    [404, 'not_found'],
    [418, 'bad_request'],
    [500, 'internal_error'],
  ])('of the framework with status %i is %s', (status, code) => {
    expect(toProblem(new HttpException('said', status))).toMatchObject({ code });
  });

  it('stays what it is', () => {
    const problem = new Problem('forbidden');
    expect(toProblem(problem)).toBe(problem);
  });
});
