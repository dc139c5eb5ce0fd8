import type { PlannedFile } from '../types';

/** Nobody is named: an owner that the git host does not know owns nothing. */
export const codeowners: PlannedFile = {
  path: 'CODEOWNERS',
  text: `# Whose review a change of this repository needs. Git hosts ignore names that they do not
# know, so none is invented here: replace the team, remove the "#", and let the rules of the
# branch require a review by code owners.
#
# * @your-organisation/platform-team
#
# Who owns a module that others call agrees to each of them: what lets a caller in is a file
# that is called after the callee. Git hosts let the last line that matches count alone, so
# name the platform team there too. One line for each module that is called, for example:
#
# modules/*/clusters/*/edges/billing.yaml @your-organisation/platform-team @your-organisation/billing-team
`,
};
