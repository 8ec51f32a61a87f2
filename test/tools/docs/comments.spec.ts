import { describe, expect, it } from '@jest/globals';
import { eventComments, fileComment, firstSentence } from '../../../tools/docs/comments.js';

describe('what a file says about itself', () => {
  const said = (...lines: string[]) => fileComment('domain/model/rate-card.ts', lines.join('\n'));

  it('is the comment on top of it', () => {
    expect(said('/** The card.', ' * Of rates. */', "import a from 'a';")).toBe(
      'The card. Of rates.',
    );
    expect(said('#!/usr/bin/env node', '/** Runs. */', '', '/** A. */', 'const a = 1;')).toBe(
      'Runs.',
    );
    expect(said('// Of rates.', "import a from 'a';")).toBe('Of rates.');
  });

  it('is else what its namesake says, wherever it stands', () => {
    const limit = ['/** The most. */', 'export const MAX_RATES = 3;'];
    const helper = ['/** Helps. */', 'function help() {}'];
    const card = ['/** A card of rates. */', 'export class RateCard {}'];
    expect(said(...limit, ...helper, ...card)).toBe('A card of rates.');
  });

  it('is else what its first export says that does something', () => {
    const limit = ['/** The most. */', 'export const MAX = 3;'];
    const shape = ['/** A shape. */', 'export interface Shape {}'];
    const price = ['/** Prices. */', 'export function price() {}'];
    expect(said(...limit, ...shape, ...price)).toBe('Prices.');
    expect(said('/** The most. */', 'export const MAX_RATE_CARDS = 3;', ...price)).toBe('Prices.');
    expect(said(...limit)).toBe('The most.');
    expect(said('export const a = 1;')).toBe('');
  });

  it('is shown by its first sentence', () => {
    expect(firstSentence('Takes 1.5 credits, e.g. for images. Then stops.')).toBe(
      'Takes 1.5 credits, e.g. for images.',
    );
  });
});

describe('what is said of events', () => {
  const source = `
    /** It was given. */
    export const Given = defineEvent('Given', {
      /** How much. */
      credits: Credits,
      ...reason,
    });
    export const Taken = defineEvent('Taken', {});`;

  it('stands above them and above their fields', () => {
    const comments = eventComments('events.ts', source);
    expect([...comments.keys()]).toEqual(['Given', 'Taken']);
    expect(comments.get('Given')?.description).toBe('It was given.');
    expect([...(comments.get('Given')?.fields ?? [])]).toEqual([['credits', 'How much.']]);
    expect(comments.get('Taken')?.description).toBe('');
  });
});
