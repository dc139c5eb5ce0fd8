import type { PromotionStage } from '../../delivery/promotionStages';
import { quote } from '../quote';
import { onBranch, type Job } from './steps';

/** Changes overlays and opens a merge request, with the access token of the project. */
export function proposeJob({
  module,
  branch,
  tools,
  stage,
  needs,
  changes,
  command,
}: {
  module: string;
  branch: string;
  tools: string;
  stage: PromotionStage;
  needs?: string[];
  changes?: string[];
  command: string;
}): Job {
  return {
    stage: 'deploy',
    image: tools,
    ...(needs && { needs }),
    rules: [{ ...onBranch(branch), ...(changes && { changes }) }],
    interruptible: false,
    resource_group: `propose-${stage.name}`,
    script: [
      // Without a new image there is nothing to propose.
      ...(needs ? ['if [ -z "$DIGEST" ]; then exit 0; fi'] : []),
      // Not the commit that was built: others may have changed overlays since.
      `git fetch --depth 1 origin ${quote(branch)}`,
      'git checkout --force --detach FETCH_HEAD',
      command,
      propose(`${module}: new image for ${stage.name}`, {
        branch: `o8/image-${stage.name}`,
        target: branch,
      }),
    ],
  };
}

/** The token is not among the arguments, which other processes see. */
function propose(
  title: string,
  { branch, target }: { branch: string; target: string },
): string {
  return `git add deploy
if git diff --cached --quiet; then
  echo "nothing to propose"
  exit 0
fi
git -c user.name=o8 -c user.email=o8@localhost commit --quiet --message ${quote(
    title,
  )}
git -c credential.helper='!f() { echo username=oauth2; echo "password=$O8_PUSH_TOKEN"; }; f' push --force \\
  -o merge_request.create -o merge_request.target=${quote(target)} \\
  -o merge_request.remove_source_branch -o ${quote(
    `merge_request.title=${title}`,
  )} \\
  "$CI_PROJECT_URL.git" ${quote(`HEAD:refs/heads/${branch}`)}
`;
}
