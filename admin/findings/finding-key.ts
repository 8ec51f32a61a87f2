/** Under which a finding is kept. */
export const findingKey = (id: string) => ['finding', id] as const;
