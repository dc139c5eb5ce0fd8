import { InputError } from '@backstage/errors';

const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

/** Throws for what is not the plain name of a branch, such as an option of git. */
export function assertBranch(branch: string): void {
  if (!BRANCH.test(branch) || /\.\.|\.lock(\/|$)|\.(\/|$)/.test(branch)) {
    throw new InputError(
      `${JSON.stringify(branch)} is not the name of a branch`,
    );
  }
}
