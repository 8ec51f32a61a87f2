import { describe, expect, it } from '@jest/globals';
import { encodingFor } from '../../../api/widget/accept-encoding.js';

describe('the encoding of a file', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip;q=0.2', 'gzip'],
    ['*', 'br'],
    ['*, br; q=0', 'gzip'],
    ['deflate', 'identity'],
    ['identity, gzip;q=0.5', 'identity'],
    ['br;q=much', 'identity'],
  ])('for %j is %s', (accepted, encoding) => expect(encodingFor(accepted)).toBe(encoding));
});
