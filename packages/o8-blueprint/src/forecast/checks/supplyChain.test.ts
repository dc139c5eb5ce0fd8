import { pipelineContext, TOOLS } from '../../__testUtils__/pipelines';
import { planPipeline } from '../../systems/pipelines/planPipeline';
import type { ModulePlan } from '../../types';
import {
  changeObjects,
  createPlan,
  look,
  setField,
  SPEC,
} from '../__testUtils__';

type Changes = NonNullable<Parameters<typeof createPlan>[0]>;

const PIPELINE: Changes['zone'] = { ci: 'github', tools: TOOLS };

/** A plan with a pipeline; of code of our own, which a spec cannot be yet. */
function planWith({ spec, zone }: Changes, runtime?: 'node'): ModulePlan {
  const { image: _, ...workload } = SPEC.workload;
  const plan = createPlan({
    zone: { ...PIPELINE, ...zone },
    spec: { ...(runtime && { workload }), ...spec },
  });
  if (!runtime) {
    return plan;
  }
  plan.spec.spec.workload.runtime = runtime;
  const written = new Set(
    ['github', 'gitlab'].flatMap(ci =>
      planPipeline(pipelineContext({ zone: { ci: ci as 'github' } })).map(
        ({ path }) => path,
      ),
    ),
  );
  const others = plan.module.filter(({ path }) => !written.has(path));
  return { ...plan, module: [...others, ...planPipeline(plan)] };
}

const said = (check: string, plan: ModulePlan) => {
  const { verdict, reasons, changes } = look(check, plan);
  return [verdict, reasons.join(' '), changes.map(({ field }) => field)];
};

describe('what comes from pipelines', () => {
  const kyverno = { policies: { engine: 'kyverno' as const } };
  const built = planWith({ zone: kyverno }, 'node');
  const withoutPipeline = planWith({ zone: { ci: undefined } }, 'node');

  it.each<[string, string, ModulePlan, string, RegExp, string[]]>([
    ['VUL-1', 'is built', built, 'at-runtime', /^The pipeline stops at/, []],
    [
      'VUL-1',
      'is a ready image',
      planWith({}),
      'at-runtime',
      /^The pipeline stops at/,
      [],
    ],
    [
      'VUL-1',
      'has no pipeline',
      createPlan(),
      'at-runtime',
      /^No pipeline looks through/,
      ['spec.ci'],
    ],
    [
      'VUL-2',
      'is signed and verified',
      built,
      'at-runtime',
      /the policy "o8-signed-images" looks at the signature/,
      [],
    ],
    [
      'VUL-2',
      'is signed for nobody',
      planWith({}, 'node'),
      'fails',
      /^Images are signed, but no policy looks/,
      ['spec.policies'],
    ],
    [
      'VUL-2',
      'is not signed',
      withoutPipeline,
      'fails',
      /^No pipeline signs its images/,
      ['spec.ci'],
    ],
    [
      'VUL-2',
      'is a ready image',
      planWith({ zone: kyverno }),
      'at-runtime',
      /^It is not built here/,
      [],
    ],
    [
      'VUL-3',
      'is built',
      built,
      'at-runtime',
      /^The pipeline writes an SBOM/,
      [],
    ],
    [
      'VUL-3',
      'has no pipeline',
      withoutPipeline,
      'fails',
      /^No pipeline builds its images/,
      ['spec.ci'],
    ],
    [
      'VUL-3',
      'is not ours',
      planWith({}),
      'at-runtime',
      /^It is not built/,
      [],
    ],
    [
      'VUL-4',
      'waits for its first image',
      built,
      'at-runtime',
      /the pipeline writes the digest of each image/,
      [],
    ],
    [
      'CHG-3',
      'is built',
      built,
      'at-runtime',
      /proposes new images as pull requests\. It compares/,
      [],
    ],
    [
      'CHG-3',
      'is compared with nothing',
      planWith({ zone: { tools: undefined } }),
      'at-runtime',
      /^Reviews are seen in the history of the git host\.$/,
      ['spec.tools.cli'],
    ],
  ])('%s of what %s', (check, _what, plan, verdict, reason, changes) => {
    expect(said(check, plan)).toEqual([
      verdict,
      expect.stringMatching(reason),
      changes,
    ]);
  });

  it('is what is written, and not what is wished for', () => {
    const files = built.module.filter(({ path }) => !/build\.yaml$/.test(path));
    expect(said('VUL-2', { ...built, module: files })[0]).toBe('fails');
    const gitlab = (tools: typeof TOOLS | undefined) =>
      planWith(
        {
          zone: {
            ...kyverno,
            ci: 'gitlab',
            tools,
            images: { node: TOOLS.pipelines },
            git: { url: 'https://gitlab.com', modules: 'a', platform: 'a/b' },
          },
        },
        'node',
      );
    expect(said('VUL-3', gitlab(TOOLS))[0]).toBe('at-runtime');
    // It runs tests, but there is nothing to build with.
    expect(said('VUL-3', gitlab(undefined))[0]).toBe('fails');
  });
});

describe('CHG-2', () => {
  it('is against what nothing takes back', () => {
    expect(said('CHG-2', createPlan())[0]).toBe('at-runtime');
    const loose = setField(
      'Application',
      'spec.syncPolicy.automated.selfHeal',
      false,
    );
    expect(said('CHG-2', loose(createPlan()))).toEqual([
      'fails',
      expect.stringContaining('is not taken back by itself'),
      [],
    ]);
  });
});

describe('GOV-2', () => {
  const podSecurity = {
    level: 'baseline' as const,
    owner: 'group:default/platform',
    reason: 'It is old',
    expires: '2027-06-30',
  };
  const chart = {
    repository: 'https://charts.example',
    name: 'thing',
    version: '1.2.3',
    podSecurity,
  };
  const plan = createPlan({
    zone: { policies: { engine: 'kyverno' } },
    spec: {
      workload: { kind: 'worker', chart },
      placements: [],
      observability: undefined,
    },
  });

  it('looks at exceptions from policies too', () => {
    const { verdict, objects } = look('GOV-2', plan);
    expect(verdict).toBe('satisfied');
    expect(objects.map(({ kind }) => kind)).toContain('PolicyException');
    const endless = changeObjects(plan, object => {
      if (object.kind === 'PolicyException') {
        delete Object(object.spec).expiresAt;
      }
      return object;
    });
    expect(look('GOV-2', endless).verdict).toBe('fails');
  });
});
