/** What may stand in place of any field. */
export const GARBAGE: unknown[] = [
  null,
  7,
  'text',
  true,
  [],
  [null, 7, 'x', [], {}],
  {},
  { status: null, phase: 7, conditions: 'none' },
];
