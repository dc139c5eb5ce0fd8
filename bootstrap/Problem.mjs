/** Something the user can mend: shown as one sentence, without a stack. */
export class Problem extends Error {
  name = 'Problem';
}
