import type { PlannedFile } from '../../../types';
import type { PromotionStage } from '../../delivery/promotionStages';
import { NOT_BUILT, RUNTIME_TESTS } from '../runtimes';
import { setImageCommand } from '../setImage';
import type { Pipeline, PipelineBuild } from '../toPipeline';
import { uses } from './actions';
import { proposeSteps } from './proposeSteps';
import { checkout, GITHUB_REGISTRY, login, scanStep } from './steps';
import { toWorkflow, type Job, type Step } from './toWorkflow';

const DIGEST = '${{ steps.build.outputs.digest }}';
const TAG = '${{ env.IMAGE }}:${{ github.sha }}';
const BY_DIGEST = `\${{ env.IMAGE }}@${DIGEST}`;
const SBOM = 'sbom.spdx.json';

/** Tests the code, builds its image, and asks for it to be deployed. */
export function buildWorkflow(
  { module, branch }: Pipeline,
  build: PipelineBuild,
): PlannedFile {
  // A digest that is merged into an overlay must not build the next one.
  const ignored = NOT_BUILT.map(path =>
    /\./.test(path.slice(1)) ? path : `${path}/**`,
  );
  const [first] = build.stages;
  return toWorkflow({
    name: 'build',
    comment: `Tests the code and builds its image; what is merged is pushed, looked through,
${
  build.isSigned ? 'signed without a key ' : ''
}and proposed for its first stage by its digest.`,
    on: {
      push: { branches: [branch], 'paths-ignore': ignored },
      pull_request: { 'paths-ignore': ignored },
    },
    concurrency: {
      group: 'build-${{ github.ref }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    env: { IMAGE: build.image },
    jobs: {
      test: testJob(build),
      image: imageJob(build),
      ...(first && { bump: bumpJob(module, branch, build, first) }),
    },
  });
}

function testJob({ runtime }: PipelineBuild): Job {
  const { setUp, commands } = RUNTIME_TESTS[runtime];
  return {
    timeoutMinutes: 20,
    steps: [
      checkout(),
      { uses: uses(setUp.action), with: setUp.with },
      ...commands.map(run => ({ run })),
      {
        name: 'Try to build the image',
        if: "github.event_name == 'pull_request'",
        run: 'docker build --pull .',
      },
    ],
  };
}

/** Signed is what was looked through, by its digest: a tag can become another image. */
function imageJob(build: PipelineBuild): Job {
  const isGitHub = build.registry === GITHUB_REGISTRY;
  return {
    needs: 'test',
    if: "github.event_name == 'push'",
    permissions: {
      contents: 'read',
      ...(isGitHub && { packages: 'write' }),
      ...(build.isSigned && {
        'id-token': 'write',
        attestations: 'write',
        'artifact-metadata': 'write',
      }),
    },
    outputs: { digest: DIGEST },
    timeoutMinutes: 30,
    steps: [
      checkout(),
      { uses: uses('buildx') },
      login(build.registry),
      {
        id: 'build',
        uses: uses('build'),
        with: {
          context: '.',
          pull: true,
          push: true,
          provenance: 'mode=max',
          sbom: true,
          tags: TAG,
          labels: 'org.opencontainers.image.revision=${{ github.sha }}',
        },
      },
      scanStep(BY_DIGEST),
      {
        uses: uses('sbom'),
        with: { image: BY_DIGEST, format: 'spdx-json', 'output-file': SBOM },
      },
      ...(build.isSigned ? signSteps() : []),
    ],
  };
}

function signSteps(): Step[] {
  const env = { DIGEST };
  return [
    { uses: uses('cosign') },
    { name: 'Sign', env, run: 'cosign sign --yes "$IMAGE@$DIGEST"' },
    {
      name: 'Attest what is in it',
      env,
      run: `cosign attest --yes --type spdxjson --predicate ${SBOM} "$IMAGE@$DIGEST"`,
    },
    {
      name: 'Attest how it was built',
      // GitHub takes attestations of private repositories in its enterprise plan only.
      // Without them the provenance of the build is in the image, which is signed.
      if: "${{ !github.event.repository.private || vars.O8_ATTESTATIONS == 'true' }}",
      uses: uses('attest'),
      with: {
        'subject-name': '${{ env.IMAGE }}',
        'subject-digest': DIGEST,
        'push-to-registry': true,
      },
    },
  ];
}

function bumpJob(
  module: string,
  branch: string,
  build: PipelineBuild,
  stage: PromotionStage,
): Job {
  return {
    needs: 'image',
    timeoutMinutes: 10,
    steps: proposeSteps({
      module,
      branch,
      stage,
      env: { DIGEST: '${{ needs.image.outputs.digest }}' },
      run: setImageCommand(build, '"$DIGEST"', stage),
    }),
  };
}
