import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import {
  anyModule,
  anyWorkload,
  createRichZone,
} from '../__testUtils__/anyModule';
import { problemsOf, valueOf } from '../__testUtils__/examples';
import { toModuleSpec } from '../parse/parseModuleSpec';
import { renderPlan } from '../render/renderPlan';
import type { ModulePlan, RenderedFile } from '../types';
import { planModule } from './planModule';

const ZONES = (['none', 'sidecar', 'ambient'] as const).map(mode =>
  createRichZone(mode),
);
const anyZone = fc.constantFrom(...ZONES);

const filesOf = (plan: ModulePlan): RenderedFile[] => {
  const { module, platform, shared } = renderPlan(plan);
  return [...module, ...platform, ...shared];
};

/** What Argo CD, Kubernetes or a network takes for "everything". */
const NEVER = [
  /0\.0\.0\.0\/0|"::\/0"/,
  /project: default\b/,
  /(group|kind|namespace|server|name|verbs|resources|apiGroups): "\*"/,
];

/** In the entry of a module alone: beside it, it may be an argument of a program. */
const ANY_OF_LIST = /^\s*- "\*"$/m;

describe('any module that its schema accepts', () => {
  it('is drawn from most of what may be written', () => {
    const kinds = new Set(
      fc
        .sample(anyWorkload, { numRuns: 100, seed: 7 })
        .map(({ kind, chart }) => (chart ? 'chart' : kind)),
    );
    expect(kinds).toEqual(new Set(['service', 'worker', 'job', 'chart']));
    const drawn = fc.sample(anyModule, { numRuns: 150, seed: 7 });
    const placements = drawn.flatMap(({ spec }) => spec.placements);
    const seen = {
      replicas: placements.filter(({ replicas }) => replicas),
      autoscaling: placements.filter(({ autoscaling }) => autoscaling),
      env: placements.filter(({ env }) => env),
      resources: placements.filter(({ resources }) => resources),
      metrics: drawn.filter(({ spec }) => spec.observability?.metrics?.port),
      unexposed: drawn.filter(({ spec }) => spec.exposure?.kind === 'none'),
      shared: drawn.filter(
        ({ spec: { workload } }) =>
          workload.kind !== 'job' &&
          workload.volumes?.every(
            ({ accessMode }) => accessMode === 'ReadWriteMany',
          ) &&
          (workload.autoscaling?.maxReplicas ?? workload.replicas) > 1,
      ),
    };
    const rare = Object.entries(seen).filter(([, all]) => all.length < 5);
    expect(rare.map(([what]) => what)).toEqual([]);
  });

  it('renders in every mesh, to the same bytes twice, and opens nothing', () => {
    fc.assert(
      fc.property(anyModule, anyZone, (spec, zone) => {
        const plan = () =>
          valueOf(planModule({ spec, zone, platform: { modules: [] } }));
        const files = filesOf(plan());
        expect(filesOf(plan())).toEqual(files);
        const argocd = zone.spec.argocd.namespace;
        for (const { path, content } of files.filter(isManifest)) {
          const isEntry = path.startsWith('modules/');
          for (const pattern of [...NEVER, ...(isEntry ? [ANY_OF_LIST] : [])]) {
            expect([path, content.match(pattern)?.[0]]).toEqual([
              path,
              undefined,
            ]);
          }
          // What Argo CD runs in is for what it applies itself only.
          expect(
            path.includes('/clusters/') &&
              content.includes(`namespace: ${argocd}\n`),
          ).toBe(false);
        }
      }),
      { numRuns: 60, seed: 7 },
    );
  });

  it('is refused with a path when one of its values is turned around', () => {
    fc.assert(
      fc.property(anyModule, fc.nat(), (spec, index) => {
        const paths = listPaths(spec);
        const path = paths[index % paths.length];
        const broken = structuredClone(spec);
        setAt(broken, path, { 'not-a-field': [] });
        const problems = problemsOf(toModuleSpec(broken));
        expect(problems.length).toBeGreaterThan(0);
        for (const problem of problems) {
          expect(problem.path).not.toBe('');
          expect(problem.message).not.toMatch(/^Invalid|undefined/);
        }
      }),
      { numRuns: 150, seed: 7 },
    );
  });
});

describe('hostile texts', () => {
  const CALM = 'calmtext';

  it.each([
    `it's "quoted" # not: [a, {b}] &c *d !e | > %`,
    '$(id) `id` ${HOME} {{ .x }} {% y %} <%= z %>',
    '- yes: no',
    '| cell | cell |',
    '---',
    '012',
    '!!js/function "x"',
    '</script><!-- -->',
    'null',
  ])('%j is text in every file', text => {
    const render = (value: string) =>
      filesOf(
        valueOf(
          planModule({
            spec: createTexts(value),
            zone: ZONES[1],
            platform: { modules: [] },
          }),
        ),
      );
    const calm = render(CALM);
    const hostile = render(text);
    expect(hostile.map(({ path }) => path)).toEqual(
      calm.map(({ path }) => path),
    );
    const meant = calm.map(file => meaningOf(file, CALM, text));
    expect(hostile.map(file => meaningOf(file))).toEqual(meant);
  });

  /** What readers of a file make of it, with another text in it; the lines of what is no YAML. */
  function meaningOf(
    { path, content }: RenderedFile,
    from = '',
    to = from,
  ): unknown[] {
    return isYaml({ path })
      ? [
          path,
          ...(['1.1', '1.2'] as const).map(version =>
            from
              ? replaceAll(read(content, version), from, to)
              : read(content, version),
          ),
        ]
      : [path, content.split('\n').length];
  }

  /** A text at every place that takes one. */
  function createTexts(text: string) {
    return valueOf(
      toModuleSpec({
        apiVersion: 'orchestr8.io/v1alpha1',
        kind: 'Module',
        metadata: {
          name: 'texts',
          title: text,
          description: text,
          owner: 'group:default/team',
        },
        spec: {
          landingZone: 'rich',
          workload: {
            kind: 'service',
            command: ['/bin/run', text],
            args: [text],
            env: { X: text },
            config: { files: { 'a.conf': `${text}\n  ${text}\n` } },
            probes: { liveness: { command: [text, text] } },
          },
          placements: [
            { environment: 'production', cluster: 'eu-1', env: { Y: text } },
          ],
        },
      }),
    );
  }
});

function isYaml({ path }: Pick<RenderedFile, 'path'>): boolean {
  return path.endsWith('.yaml');
}

/** What Argo CD applies; a spec may say in its texts what it likes. */
function isManifest({ path }: RenderedFile): boolean {
  return (
    isYaml({ path }) &&
    /^(deploy\/(base|overlays)|modules)\//.test(path) &&
    !/(module\.yaml|config-map\.yaml)$/.test(path)
  );
}

function read(content: string, version: '1.1' | '1.2'): unknown[] {
  const documents = parseAllDocuments(content, { version }).map(document => {
    expect(document.errors).toEqual([]);
    return document.toJS();
  });
  // It is made of the text; and Kubernetes takes `$$(` for the text `$(`.
  const text = JSON.stringify(documents)
    .replace(/(config-checksum":)"[0-9a-f]+"/g, '$1"of the text"')
    .replaceAll('$$(', () => '$(');
  return JSON.parse(text);
}

/** The same data with another text. */
function replaceAll(value: unknown, from: string, to: string): unknown {
  return JSON.parse(JSON.stringify(value), (_, entry: unknown) =>
    typeof entry === 'string' ? entry.replaceAll(from, () => to) : entry,
  );
}

type Path = (string | number)[];

/** The paths of all values but those whose place takes anything. */
function listPaths(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) {
    return [path];
  }
  return Object.entries(value)
    .filter(([key, entry]) => key !== 'values' && entry !== undefined)
    .flatMap(([key, entry]) =>
      listPaths(entry, [...path, Array.isArray(value) ? Number(key) : key]),
    );
}

function setAt(target: object, path: Path, value: unknown): void {
  const parent = path
    .slice(0, -1)
    .reduce<Record<string | number, unknown>>(
      (at, key) => Object(at[key]),
      Object(target),
    );
  parent[path[path.length - 1]] = value;
}
