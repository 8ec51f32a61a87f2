import { randomBytes } from 'node:crypto';
import { idSchema } from '../shapes/ids.js';

const ID_BYTES = 10;

/** A new id of a person: `stf_…`. */
export const newStaffId = (): string => `stf_${randomBytes(ID_BYTES).toString('hex')}`;

/** The id of a person. */
export const StaffId = idSchema(/^stf_[0-9a-f]{20}$/, 'a member of staff', {
  id: 'StaffId',
  description: 'Names one member of staff.',
  examples: ['stf_91be02c75d3fa8064e1b'],
});
