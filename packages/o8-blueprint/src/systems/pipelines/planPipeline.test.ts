import { parse } from 'yaml';
import { z } from 'zod';
import {
  listPipelines,
  pipelineContext,
  TOOLS,
} from '../../__testUtils__/pipelines';
import { ACTIONS } from './github/actions';
import { planPipeline } from './planPipeline';

const stepSchema = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).default({}),
  env: z.record(z.string(), z.string()).default({}),
});
const workflowSchema = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  permissions: z.unknown(),
  concurrency: z.unknown(),
  jobs: z.record(
    z.string(),
    z.looseObject({
      permissions: z.record(z.string(), z.string()).optional(),
      'timeout-minutes': z.number(),
      if: z.string().optional(),
      needs: z.string().optional(),
      steps: z.array(stepSchema),
    }),
  ),
});
const gitlabSchema = z
  .looseObject({
    stages: z.array(z.string()),
    workflow: z.object({ rules: z.array(z.object({ if: z.string() })) }),
    default: z.looseObject({ timeout: z.string() }),
  })
  .catchall(
    z.looseObject({
      stage: z.string(),
      image: z.union([
        z.string(),
        z.object({ name: z.string(), entrypoint: z.array(z.string()) }),
      ]),
      needs: z.array(z.string()).optional(),
      script: z.array(z.string()).min(1),
    }),
  );

const pipelines = listPipelines();
const workflows = pipelines.flatMap(({ name, files }) =>
  files
    .filter(({ path }) => path.startsWith('.github/'))
    .map(({ path, content }) => ({
      name: `${name}: ${path}`,
      path,
      content,
      workflow: workflowSchema.parse(parse(content)),
    })),
);
const jobsOf = ({ workflow }: (typeof workflows)[number]) =>
  Object.values(workflow.jobs);
const stepsOf = (each: (typeof workflows)[number]) =>
  jobsOf(each).flatMap(({ steps }) => steps);
/** The files of one module by their paths. */
const filesOf = (...args: Parameters<typeof pipelineContext>) =>
  planPipeline(pipelineContext(...args)).map(({ path }) => path);
const textOf = (name: string, path: string) =>
  pipelines
    .find(each => each.name === name)
    ?.files.find(file => file.path === path)?.content ?? '';

describe('workflows for GitHub', () => {
  it('are there for all that is tried', () => {
    expect(workflows.length).toBeGreaterThan(50);
  });

  it('may do nothing unless a job asks for it, and end some time', () => {
    for (const { workflow } of workflows) {
      expect(workflow.permissions).toEqual({ contents: 'read' });
      expect(workflow.concurrency).toBeDefined();
      for (const job of Object.values(workflow.jobs)) {
        expect(job['timeout-minutes']).toBeLessThanOrEqual(30);
        // What a pull request brings runs with nothing to write with.
        expect(Object.values(job.permissions ?? {}).includes('write')).toBe(
          job.if === "github.event_name == 'push'",
        );
      }
    }
  });

  it('use nothing but the actions that are known, by their commits', () => {
    const known = Object.values(ACTIONS).map(
      ({ name, commit, version }) => `uses: ${name}@${commit} # ${version}`,
    );
    const used = workflows.flatMap(({ content }) =>
      [...content.matchAll(/uses: .*/g)].map(([line]) => line),
    );
    expect([...new Set(used)].sort()).toEqual(known.sort());
    for (const { commit, version } of Object.values(ACTIONS)) {
      expect(commit).toMatch(/^[0-9a-f]{40}$/);
      expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
    }
  });

  it('keep expressions out of scripts', () => {
    const scripts = workflows.flatMap(each =>
      stepsOf(each).flatMap(({ run }) => run ?? []),
    );
    expect(scripts.length).toBeGreaterThan(100);
    expect(scripts.filter(run => run.includes('${{'))).toEqual([]);
  });

  it('leave no token in a working copy, and give secrets to no foreign code', () => {
    for (const each of workflows) {
      expect(each.workflow.on).not.toHaveProperty('pull_request_target');
      const copies = stepsOf(each).filter(({ uses }) =>
        uses?.startsWith('actions/checkout@'),
      );
      for (const step of copies) {
        expect(step.with).toMatchObject({ 'persist-credentials': false });
      }
      for (const job of jobsOf(each)) {
        const text = JSON.stringify(job);
        const runsForForks =
          'pull_request' in each.workflow.on && !job.if && !job.needs;
        expect(runsForForks && text.includes('secrets.')).toBe(false);
      }
    }
  });

  it('hold no words of the spec that are free', () => {
    const all = pipelines.flatMap(({ files }) => files);
    expect(all.filter(({ content }) => content.includes('touch x'))).toEqual(
      [],
    );
  });

  it('build when code changes, and not when a digest does', () => {
    const { on, jobs } = workflowSchema.parse(
      parse(textOf('github, public: node', '.github/workflows/build.yaml')),
    );
    expect(on).toMatchObject({
      push: { branches: ['main'], 'paths-ignore': expect.any(Array) },
    });
    expect(JSON.stringify(on.push)).toContain('"deploy/**"');
    expect(jobs.image).toMatchObject({
      needs: 'test',
      permissions: { packages: 'write', 'id-token': 'write' },
    });
    const commands = jobs.image.steps.flatMap(({ uses, run }) => [
      ...(uses ? [uses.split('@')[0]] : []),
      ...(run ? [run.split(' ').slice(0, 2).join(' ')] : []),
    ]);
    // Signed is what was looked through.
    expect(commands.slice(3)).toEqual([
      'docker/build-push-action',
      'aquasecurity/trivy-action',
      'anchore/sbom-action',
      'sigstore/cosign-installer',
      'cosign sign',
      'cosign attest',
      'actions/attest',
    ]);
    expect(jobs.bump.steps[2].run).toBe(
      'sh deploy/set-image.sh ghcr.io/acme/shop ghcr.io/acme/shop "$DIGEST" deploy/overlays/staging-stage-1',
    );
  });

  it.each([
    ['node', 'npm ci'],
    ['python', 'python -m pytest'],
    ['go', 'go test ./...'],
    ['java', 'mvn --batch-mode --no-transfer-progress verify'],
  ])('test %s', (runtime, command) => {
    for (const [ci, path] of [
      ['github', '.github/workflows/build.yaml'],
      ['gitlab', '.gitlab-ci.yml'],
    ]) {
      expect(textOf(`${ci}, public: ${runtime}`, path)).toContain(command);
    }
  });

  it('propose each stage after the one before it', () => {
    const { on, jobs } = workflowSchema.parse(
      parse(textOf('github, public: go', '.github/workflows/promote.yaml')),
    );
    expect(on).toEqual({
      push: {
        branches: ['main'],
        paths: ['staging-stage-1', 'production-eu-1'].map(
          overlay => `deploy/overlays/${overlay}/kustomization.yaml`,
        ),
      },
    });
    expect(Object.values(jobs).map(({ steps }) => steps[2].run)).toEqual(
      [
        'staging-stage-1 deploy/overlays/production-eu-1',
        'production-eu-1 deploy/overlays/production-us-1',
      ].map(
        words =>
          `sh deploy/set-image.sh ghcr.io/acme/shop ghcr.io/acme/shop deploy/overlays/${words}`,
      ),
    );
    expect(
      textOf('github, public: shares', '.github/workflows/build.yaml'),
    ).toContain('set-image.sh ghcr.io/acme/shop-canary ghcr.io/acme/shop ');
  });

  it('sign only where the public Sigstore knows the host', () => {
    const text = textOf(
      'github, its own host: node',
      '.github/workflows/build.yaml',
    );
    expect(text).toContain('release/2.x');
    expect(text).not.toMatch(/cosign|id-token/);
  });

  it('sign in to other registries with their own account', () => {
    const text = textOf(
      'github, a registry of its own: node',
      '.github/workflows/build.yaml',
    );
    expect(text).toContain('registry: registry.example:5000');
    expect(text).toContain('secrets.REGISTRY_PASSWORD');
    expect(text).not.toContain('packages: write');
  });

  it('ask the command line as the landing zone says', () => {
    const path = '.github/workflows/check.yaml';
    const npm = textOf('github, public: node', path);
    expect(npm).toContain(`O8_CLI: "${TOOLS.cli.slice('npm:'.length)}"`);
    expect(npm).toContain('repository: acme/apps');
    expect(textOf('github, its own command line: node', path)).toContain(
      'docker run --rm --network none',
    );
    expect(textOf('github, no tools: node', path)).not.toContain('o8 ');
  });
});

describe('pipelines for GitLab', () => {
  const WORDS =
    /^(image|services|stages|types|before_script|after_script|variables|cache|include|pages|spec)$/;
  const documents = pipelines.flatMap(({ name, files }) =>
    files
      .filter(({ path }) => path === '.gitlab-ci.yml')
      .map(({ content }) => ({
        name,
        content,
        document: gitlabSchema.parse(parse(content)),
      })),
  );

  // What each keyword takes is not checked here: their published schema is not at hand.
  it('have jobs in stages, after jobs that are there, in images by digest', () => {
    expect(documents.length).toBeGreaterThan(20);
    for (const { document } of documents) {
      const { stages, workflow, default: _, ...jobs } = document;
      expect(workflow.rules).toHaveLength(2);
      for (const [name, job] of Object.entries(jobs)) {
        expect(name).not.toMatch(WORDS);
        expect(stages).toContain(job.stage);
        const image =
          typeof job.image === 'string' ? job.image : job.image.name;
        expect(image).toMatch(/@sha256:[0-9a-f]{64}$/);
        expect((job.needs ?? []).filter(need => !(need in jobs))).toEqual([]);
      }
    }
  });

  it('build, look through, sign and describe an image in one job', () => {
    const { document } = documents.find(
      ({ name }) => name === 'gitlab, public: node',
    )!;
    const job = document['build-image'];
    const programs = job.script
      .map(line => line.split(' ').slice(0, 2).join(' '))
      .filter(line => /^(buildah|trivy|syft|cosign)/.test(line));
    expect(programs).toEqual([
      'buildah build',
      'buildah push',
      'trivy image',
      'syft scan',
      'cosign sign',
      'cosign attest',
      'cosign attest',
    ]);
    expect(job.script[0]).toContain(`':(exclude)deploy'`);
    expect(job).toMatchObject({
      id_tokens: { SIGSTORE_ID_TOKEN: { aud: 'sigstore' } },
      artifacts: { reports: { dotenv: 'image.env' } },
    });
  });

  it('show the token of the project to nobody', () => {
    const lines = documents.flatMap(({ content }) =>
      content.split('\n').filter(line => line.includes('O8_PUSH_TOKEN')),
    );
    expect(lines.length).toBeGreaterThan(10);
    expect(lines.filter(line => !line.includes('credential.helper='))).toEqual(
      [],
    );
  });
});

describe('what is written', () => {
  const CHECK = '.github/workflows/check.yaml';
  const BUILD = '.github/workflows/build.yaml';
  const PROMOTE = '.github/workflows/promote.yaml';
  const SCRIPT = 'deploy/set-image.sh';

  it.each<[string, Parameters<typeof pipelineContext>[0], string[]]>([
    ['code', {}, [CHECK, BUILD, PROMOTE, SCRIPT]],
    ['one stage', { spec: { delivery: {} } }, [CHECK, BUILD, SCRIPT]],
    [
      'a ready image',
      { spec: { workload: { kind: 'worker', image: 'docker.io/redis:8' } } },
      [CHECK],
    ],
    ['nothing that runs it', { spec: { delivery: { ci: 'none' } } }, []],
    [
      'another host than that of the landing zone',
      { spec: { delivery: { ci: 'gitlab' } } },
      ['.gitlab-ci.yml', SCRIPT],
    ],
    [
      'GitLab without images for jobs',
      {
        zone: { tools: undefined, images: undefined, ci: 'gitlab' },
        spec: { workload: { kind: 'worker', image: 'docker.io/redis:8' } },
      },
      [],
    ],
  ])('is what there is to do: %s', (_name, options, paths) => {
    expect(filesOf(options)).toEqual(paths);
  });
});
