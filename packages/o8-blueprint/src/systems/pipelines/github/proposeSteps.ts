import type { PromotionStage } from '../../delivery/promotionStages';
import { uses } from './actions';
import { APP_TOKEN, appToken, checkout } from './steps';
import type { Step } from './toWorkflow';

/**
 * Steps that change overlays and open a pull request. By a GitHub App: what the token of
 * a job opens starts no checks.
 */
export function proposeSteps({
  module,
  branch,
  stage,
  env,
  run,
}: {
  module: string;
  branch: string;
  stage: PromotionStage;
  env?: Record<string, string>;
  run: string;
}): Step[] {
  const title = `${module}: new image for ${stage.name}`;
  return [
    appToken(module, { contents: 'write', 'pull-requests': 'write' }),
    // Not the commit that was built: others may have changed overlays since.
    checkout({ ref: branch }),
    { name: 'Write the image', ...(env && { env }), run },
    {
      uses: uses('pullRequest'),
      with: {
        token: APP_TOKEN,
        base: branch,
        branch: `o8/image-${stage.name}`,
        'add-paths': 'deploy',
        'commit-message': title,
        title,
        body: `Made by the pipeline: ${stage.overlays.join(', ')}`,
        'delete-branch': true,
        'sign-commits': true,
      },
    },
  ];
}
