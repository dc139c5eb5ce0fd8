import type { PlannedFile } from '../types';

/** Nobody is named: an owner that the git host does not know owns nothing. */
export const codeowners: PlannedFile = {
  path: 'CODEOWNERS',
  text: `# Whose review a change of this repository needs. Git hosts ignore names that they do not
# know, so none is invented here: replace the team, remove the "#", and let the rules of the
# branch require a review by code owners.
#
# * @your-organisation/platform-team
`,
};
