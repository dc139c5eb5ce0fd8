import { quote } from '../quote';

/** A job as GitLab reads it. */
export interface Job {
  stage: string;
  script: string[];
  [option: string]: unknown;
}

/** Where clients of registries look, buildah too if it is told. */
export const AUTH_FILE = '"$HOME/.docker/config.json"';

/** The rule of what is merged. */
export function onBranch(branch: string): { if: string } {
  return {
    if: `$CI_PIPELINE_SOURCE != "merge_request_event" && $CI_COMMIT_BRANCH == "${branch}"`,
  };
}

/** Signs in to the registry of the landing zone; GitLab's own takes the token of a job. */
export function signInCommands(registry: string): string[] {
  const [user, password] =
    registry === 'registry.gitlab.com'
      ? ['CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD']
      : ['REGISTRY_USERNAME', 'REGISTRY_PASSWORD'];
  return [
    'mkdir -p "$HOME/.docker"',
    `printf '%s' "$${password}" | buildah login --authfile ${AUTH_FILE} --username "$${user}" --password-stdin ${quote(
      registry,
    )}`,
  ];
}

/** Fails for what could be mended: nothing that has a fix is deployed. */
export function scanCommand(image: string): string {
  return `trivy image --exit-code 1 --ignore-unfixed --severity CRITICAL,HIGH ${image}`;
}
