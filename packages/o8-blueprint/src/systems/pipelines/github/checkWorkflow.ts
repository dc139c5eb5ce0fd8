import type { PlannedFile } from '../../../types';
import {
  buildOverlays,
  compareWithApproved,
  defineO8,
  O8_CLI,
} from '../checkCommands';
import type { Cli, Pipeline } from '../toPipeline';
import { uses } from './actions';
import {
  APP_TOKEN,
  appToken,
  checkout,
  GITHUB_REGISTRY,
  login,
  scanStep,
} from './steps';
import { toWorkflow, type Job, type Step } from './toWorkflow';

// Secrets are not given to pull requests of forks.
const HAS_SECRETS =
  "github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository";

/** Checks what is deployed. It always runs: a branch can require it. */
export function checkWorkflow(pipeline: Pipeline): PlannedFile {
  const { branch, scans, cli } = pipeline;
  return toWorkflow({
    name: 'check',
    comment:
      'Checks what is deployed: manifests, spec, and what is approved of it.',
    on: { push: { branches: [branch] }, pull_request: {} },
    concurrency: {
      group: 'check-${{ github.ref }}',
      'cancel-in-progress': "${{ github.event_name == 'pull_request' }}",
    },
    jobs: {
      manifests: {
        timeoutMinutes: 10,
        steps: [
          checkout(),
          {
            name: 'Build each overlay',
            run: buildOverlays('kubectl kustomize'),
          },
        ],
      },
      ...(scans && {
        scan: scanJob(scans),
      }),
      ...(cli && {
        validate: validateJob(cli),
        approved: approvedJob(cli, pipeline),
      }),
    },
  });
}

function validateJob(cli: Cli): Job {
  return {
    timeoutMinutes: 10,
    steps: [
      checkout({ path: 'module' }),
      ...setUpCli(cli),
      callCli('o8 validate', cli, 'o8 validate module\n'),
    ],
  };
}

function approvedJob(cli: Cli, { platform }: Pipeline): Job {
  const [name] = platform.path.split('/').slice(-1);
  return {
    if: HAS_SECRETS,
    timeoutMinutes: 10,
    steps: [
      appToken(name, { contents: 'read' }),
      checkout({ path: 'module' }),
      checkout({
        repository: platform.path,
        token: APP_TOKEN,
        path: 'platform',
      }),
      ...setUpCli(cli),
      callCli(
        'o8 diff --approved',
        cli,
        compareWithApproved('module', '::warning::'),
      ),
    ],
  };
}

/** Beside the working copies: what is in them must not say where packages come from. */
function setUpCli(cli: Cli): Step[] {
  return 'package' in cli
    ? [
        {
          uses: uses('node'),
          with: { 'node-version': '24', 'package-manager-cache': false },
        },
      ]
    : [];
}

function callCli(name: string, cli: Cli, command: string): Step {
  return {
    name,
    env: { [O8_CLI]: 'package' in cli ? cli.package : cli.image },
    run: `${defineO8(cli)}${command}`,
  };
}

function scanJob({ image, registry }: NonNullable<Pipeline['scans']>): Job {
  const isGitHub = registry === GITHUB_REGISTRY;
  return {
    ...(registry && { if: HAS_SECRETS }),
    ...(isGitHub && { permissions: { contents: 'read', packages: 'read' } }),
    timeoutMinutes: 15,
    steps: [...(registry ? [login(registry)] : []), scanStep(image)],
  };
}
