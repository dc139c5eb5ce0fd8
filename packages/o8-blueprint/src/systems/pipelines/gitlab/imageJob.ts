import { NOT_BUILT } from '../runtimes';
import { quote } from '../quote';
import type { PipelineBuild } from '../toPipeline';
import {
  AUTH_FILE,
  onBranch,
  scanCommand,
  signInCommands,
  type Job,
} from './steps';

const SBOM = 'sbom.spdx.json';
const PROVENANCE = 'provenance.json';

/** Builds, looks through and signs an image in one job: between jobs it could be replaced. */
export function imageJob(
  build: PipelineBuild,
  branch: string,
  tools: string,
): Job {
  return {
    stage: 'build',
    image: tools,
    rules: [onBranch(branch)],
    interruptible: false,
    resource_group: 'image',
    variables: {
      IMAGE: build.image,
      // It looks back to what was pushed before: that commit has to be there.
      GIT_DEPTH: '0',
      BUILDAH_ISOLATION: 'chroot',
      STORAGE_DRIVER: 'vfs',
    },
    ...(build.isSigned && {
      id_tokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } },
    }),
    script: [
      stopWithoutCode(),
      ...signInCommands(build.registry),
      'buildah build --pull --label "org.opencontainers.image.revision=$CI_COMMIT_SHA" --tag "$IMAGE:$CI_COMMIT_SHA" .',
      `buildah push --authfile ${AUTH_FILE} --digestfile digest "$IMAGE:$CI_COMMIT_SHA"`,
      'DIGEST=$(cat digest)',
      scanCommand('"$IMAGE@$DIGEST"'),
      `syft scan "registry:$IMAGE@$DIGEST" --output spdx-json=${SBOM}`,
      describeBuild(),
      ...(build.isSigned ? signCommands() : []),
      `printf 'DIGEST=%s\\n' "$DIGEST" > image.env`,
    ],
    artifacts: {
      paths: [SBOM, PROVENANCE],
      reports: { dotenv: 'image.env' },
      expire_in: '1 year',
    },
  };
}

/** A digest that is merged into an overlay must not build the next one. */
function stopWithoutCode(): string {
  const ignored = NOT_BUILT.map(path => quote(`:(exclude)${path}`)).join(' ');
  return `if git cat-file -e "$CI_COMMIT_BEFORE_SHA^{commit}" 2> /dev/null &&
  git diff --quiet "$CI_COMMIT_BEFORE_SHA" HEAD -- . ${ignored}
then
  echo "nothing of the image has changed"
  printf 'DIGEST=\\n' > image.env
  exit 0
fi
`;
}

/** SLSA provenance, as the job itself tells it. */
function describeBuild(): string {
  return `jq --null-input \\
  --arg builder "$CI_SERVER_URL/runners" \\
  --arg type "$CI_SERVER_URL/$CI_PROJECT_PATH/-/blob/$CI_COMMIT_SHA/.gitlab-ci.yml" \\
  --arg source "git+$CI_PROJECT_URL.git" \\
  --arg commit "$CI_COMMIT_SHA" \\
  --arg job "$CI_JOB_URL" \\
  '{
    buildDefinition: {
      buildType: $type,
      externalParameters: { source: $source },
      resolvedDependencies: [{ uri: $source, digest: { gitCommit: $commit } }]
    },
    runDetails: { builder: { id: $builder }, metadata: { invocationId: $job } }
  }' > ${PROVENANCE}
`;
}

function signCommands(): string[] {
  return [
    'cosign sign --yes "$IMAGE@$DIGEST"',
    `cosign attest --yes --type spdxjson --predicate ${SBOM} "$IMAGE@$DIGEST"`,
    `cosign attest --yes --type slsaprovenance1 --predicate ${PROVENANCE} "$IMAGE@$DIGEST"`,
  ];
}
