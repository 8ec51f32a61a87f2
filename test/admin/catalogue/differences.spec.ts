import { describe, expect, it } from '@jest/globals';
import { differences, type Field } from '../../../admin/catalogue/versions/differences.js';

const name: Field = { key: 'name', label: 'Name', value: 'Pro' };
const seats: Field = { key: 'seats', label: 'Seats', value: '1' };
const factor: Field = { key: 'mode plan', label: 'Mode plan', value: '× 0.5', absent: '× 1' };

describe('the difference between two versions', () => {
  it('names each field that differs, with both values', () => {
    expect(differences([name, seats], [name, { ...seats, value: '2' }])).toEqual([
      { key: 'seats', label: 'Seats', from: '1', to: '2' },
    ]);
    expect(differences([name, seats], [seats, name])).toEqual([]);
  });

  it('names a field that only one of them has, and what it means to lack it', () => {
    expect(differences([name, factor], [name])).toEqual([
      { key: 'mode plan', label: 'Mode plan', from: '× 0.5', to: '× 1' },
    ]);
    expect(differences([name], [name, factor, seats])).toEqual([
      { key: 'mode plan', label: 'Mode plan', from: '× 1', to: '× 0.5' },
      { key: 'seats', label: 'Seats', from: undefined, to: '1' },
    ]);
    // A factor of 1 says what its absence does.
    expect(differences([name], [name, { ...factor, value: '× 1' }])).toEqual([]);
  });
});
