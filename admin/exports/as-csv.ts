/** Options of a call that asks for every row of a list as a file. */
export const AS_CSV = { headers: { accept: 'text/csv' }, parseAs: 'blob' } as const;
