import { uses } from './actions';
import type { Step } from './toWorkflow';

/** What people set up for the GitHub App that opens pull requests and reads the platform. */
const APP = {
  'client-id': '${{ vars.O8_APP_CLIENT_ID }}',
  'private-key': '${{ secrets.O8_APP_PRIVATE_KEY }}',
};

/** The token of a job never lies in its working copy. */
export function checkout(more: Record<string, string> = {}): Step {
  return {
    uses: uses('checkout'),
    with: { 'persist-credentials': false, ...more },
  };
}

/** A token of the GitHub App for one repository: `steps.app.outputs.token`. */
export function appToken(
  repository: string,
  permissions: Record<string, 'read' | 'write'>,
): Step {
  return {
    id: 'app',
    uses: uses('appToken'),
    with: {
      ...APP,
      repositories: repository,
      ...Object.fromEntries(
        Object.entries(permissions).map(([name, level]) => [
          `permission-${name}`,
          level,
        ]),
      ),
    },
  };
}

export const APP_TOKEN = '${{ steps.app.outputs.token }}';

/** The registry that takes the token of a job. */
export const GITHUB_REGISTRY = 'ghcr.io';

/** Signs in to the registry of the landing zone. */
export function login(registry: string): Step {
  const isGitHub = registry === GITHUB_REGISTRY;
  return {
    uses: uses('login'),
    with: {
      registry,
      username: isGitHub
        ? '${{ github.actor }}'
        : '${{ secrets.REGISTRY_USERNAME }}',
      password: isGitHub
        ? '${{ secrets.GITHUB_TOKEN }}'
        : '${{ secrets.REGISTRY_PASSWORD }}',
    },
  };
}

/** Fails for what could be mended: nothing that has a fix is deployed. */
export function scanStep(image: string): Step {
  return {
    uses: uses('trivy'),
    with: {
      'image-ref': image,
      'exit-code': '1',
      'ignore-unfixed': true,
      severity: 'CRITICAL,HIGH',
    },
  };
}
