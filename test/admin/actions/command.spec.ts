import { describe, expect, it } from '@jest/globals';
import { BLANK, isOptional, missingIn, type Command } from '../../../admin/actions/run/command.js';

describe('a note for colleagues', () => {
  it.each<[Command, boolean]>([
    [{ kind: 'adjust' }, true],
    [{ kind: 'suspend' }, true],
    [{ kind: 'refund', debitId: 'dbt_1' }, false],
    [{ kind: 'release', holdId: 'hld_1' }, false],
    [{ kind: 'change_plan' }, false],
  ])('is labelled optional only where it may be left out: %j', (command, needed) => {
    expect(isOptional(command, 'note')).toBe(!needed);
    expect(missingIn(command, BLANK).includes('note')).toBe(needed);
  });
});
