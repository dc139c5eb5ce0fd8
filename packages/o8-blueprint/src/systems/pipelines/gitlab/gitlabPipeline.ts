import type { PlannedFile } from '../../../types';
import { buildOverlays, compareWithApproved, defineO8 } from '../checkCommands';
import { RUNTIME_TESTS } from '../runtimes';
import { promotions, setImageCommand } from '../setImage';
import type { Pipeline, PipelineBuild } from '../toPipeline';
import { imageJob } from './imageJob';
import { proposeJob } from './proposeJob';
import { onBranch, scanCommand, signInCommands, type Job } from './steps';

/** The path of the one file that GitLab reads. */
export const GITLAB_PIPELINE = '.gitlab-ci.yml';

/**
 * The pipeline for GitLab. Its jobs run in the images of the landing zone alone, each by
 * its digest: a job whose image is not there is left out.
 */
export function gitlabPipeline(pipeline: Pipeline): PlannedFile[] {
  const jobs = listJobs(pipeline);
  if (Object.keys(jobs).length === 0) {
    return [];
  }
  const { branch } = pipeline;
  return [
    {
      path: GITLAB_PIPELINE,
      document: {
        ...jobs,
        stages: ['check', 'test', 'build', 'deploy'],
        workflow: {
          rules: [
            { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
            onBranch(branch),
          ],
        },
        default: { interruptible: true, timeout: '30 minutes' },
      },
      comment:
        'Checks what is deployed; where code is built, what is merged is proposed for its first stage.',
    },
  ];
}

function listJobs(pipeline: Pipeline): Record<string, Job> {
  const { build, base, tools, scans } = pipeline;
  return {
    ...(tools && {
      manifests: {
        stage: 'check',
        image: tools,
        script: [buildOverlays('kustomize build')],
      },
      ...(scans && { scan: scanJob(scans, tools) }),
    }),
    ...checkJobs(pipeline),
    ...(build &&
      base && {
        test: {
          stage: 'test',
          image: base,
          script: RUNTIME_TESTS[build.runtime].commands,
        },
      }),
    ...(build && tools && deployJobs(pipeline, build, tools)),
  };
}

function scanJob(
  { image, registry }: NonNullable<Pipeline['scans']>,
  tools: string,
): Job {
  return {
    stage: 'check',
    image: tools,
    script: [...(registry ? signInCommands(registry) : []), scanCommand(image)],
  };
}

/** A package needs npm, which is among the tools; an image is one that jobs run in. */
function checkJobs({ cli, tools, platform }: Pipeline): Record<string, Job> {
  const image = cli && ('package' in cli ? tools : cli.image);
  if (!cli || !image) {
    return {};
  }
  const job = {
    stage: 'check',
    image: { name: image, entrypoint: [''] },
    ...('package' in cli && { variables: { O8_CLI: cli.package } }),
  };
  // What is in the working copy must not say where packages come from.
  const away = 'cd "$(mktemp -d)"';
  const prepare = 'package' in cli ? [away, defineO8(cli)] : [away];
  const module = '"$CI_PROJECT_DIR"';
  return {
    validate: { ...job, script: [...prepare, `o8 validate ${module}`] },
    approved: {
      ...job,
      script: [
        ...prepare,
        // Whoever may read the platform repository lets this project's jobs do so too.
        `git clone --depth 1 "https://gitlab-ci-token:$CI_JOB_TOKEN@${platform.cloneUrl.replace(
          /^https?:\/\//,
          '',
        )}" platform`,
        compareWithApproved(module),
      ],
    },
  };
}

function deployJobs(
  { branch, module }: Pipeline,
  build: PipelineBuild,
  tools: string,
): Record<string, Job> {
  const [first] = build.stages;
  const propose = { module, branch, tools };
  return {
    // Not "image": that is a word of GitLab, and no job.
    'build-image': imageJob(build, branch, tools),
    bump: proposeJob({
      ...propose,
      stage: first,
      needs: ['build-image'],
      command: setImageCommand(build, '"$DIGEST"', first),
    }),
    ...Object.fromEntries(
      promotions(build.stages).map(({ from, to }) => [
        `to-${to.name}`,
        proposeJob({
          ...propose,
          stage: to,
          changes: [`${from.overlays[0]}/kustomization.yaml`],
          command: setImageCommand(build, from.overlays[0], to),
        }),
      ]),
    ),
  };
}
