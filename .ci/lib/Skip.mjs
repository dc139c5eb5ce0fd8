/** Thrown by a part that cannot run here: it is counted as skipped, with the reason. */
export class Skip extends Error {
  name = 'Skip';
}
