import { describe, expect, it } from '@jest/globals';
import { explainFolder, FolderUnusable } from '../../../sandbox/launch/unusable.js';

describe('a data folder that cannot be written', () => {
  it.each([
    ['EROFS', /^the data folder \/data is on a read-only file system: give SCRIP_DATA_DIR/],
    ['ENOSPC', /^the data folder \/data is on a file system without space: make room/],
    ['EACCES', /^the data folder \/data may not be written by this user: /],
  ])('is told in one sentence: %s', (code, words) => {
    const error = Object.assign(new Error(`${code}: long and technical`), { code });
    const explained = explainFolder(error, '/data');
    expect(explained).toBeInstanceOf(FolderUnusable);
    expect(explained instanceof Error && explained.message).toMatch(words);
  });

  it('is known by the words of a program, too', () => {
    const error = new Error('initdb failed:\nFATAL: could not write: No space left on device\n');
    expect(String(explainFolder(error, '/data'))).toMatch(/ without space: make room[^\n]*$/);
  });

  it('is not what every error means', () => {
    const error = new Error('torn');
    expect(explainFolder(error, '/data')).toBe(error);
  });
});
