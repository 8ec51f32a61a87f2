import { describe, expect, it } from '@jest/globals';
import { lintApi } from '../../tools/docs/lint.js';

const responses = { 200: { description: 'Fine.' } };

/** A document with one fault that either tool alone would miss. */
const FAULTY = {
  openapi: '3.1.0',
  info: { title: 'Faulty', version: '1' },
  servers: [{ url: '/' }],
  paths: { '/things': { get: { operationId: 'listThings', tags: ['Things'], responses } } },
};

describe('the rules that the API document is checked by', () => {
  it('are the recommended ones of redocly and spectral, warnings included', async () => {
    const said = await lintApi(FAULTY);
    expect(said).toEqual(
      expect.arrayContaining([
        expect.stringContaining('redocly security-defined #/paths/~1things/get'),
        expect.stringContaining('redocly operation-4xx-response'),
        expect.stringContaining('spectral operation-tag-defined'),
        expect.stringContaining('spectral operation-description paths//things/get'),
      ]),
    );
  });
});
