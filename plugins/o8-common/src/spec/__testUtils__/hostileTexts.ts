/** Texts that turn into something else where they are not escaped, or hide. */
export const HOSTILE_TEXTS = [
  'two\nlines',
  'a\r\nb',
  'a\u2028b',
  'nul\0byte',
  'bell\u0007',
  'right\u202eleft',
  'zero\u200bwidth',
  'half \ud800 of a character',
  '${{ secrets.TOKEN }}',
];
