import {
  RUNTIMES,
  type ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { planWith } from '../../__testUtils__/planWith';
import { exampleTemplates } from './exampleSkeleton';
import { expandSkeleton, lockName } from './expandSkeleton';
import { planSkeleton } from './planSkeleton';
import { readSkeleton } from './readSkeleton';
import { skeletonInput } from './skeletonInput';

type Spec = ModuleSpecInput['spec'];

const KINDS: Spec['workload'][] = [
  { kind: 'service' },
  { kind: 'worker' },
  { kind: 'job', job: { schedule: '7 3 * * *' } },
];
const BUSES: Partial<Spec>[] = [
  {},
  ...(['nats', 'kafka'] as const).flatMap((bus): Partial<Spec>[] => [
    { events: { bus, publishes: [{ name: 'visits' }] } },
    { events: { bus, consumes: [{ module: 'other', name: 'visits' }] } },
  ]),
];
const DATA: Partial<Spec>[] = [{}, { data: { postgresql: {} } }];
const TOLD: Partial<Spec>[] = [
  {},
  { observability: { traces: {} } },
  { observability: { metrics: { port: 9464 } } },
];

/** What may make a difference to code, in all combinations that a spec may have. */
const CASES = KINDS.flatMap(workload =>
  BUSES.flatMap(bus =>
    DATA.flatMap(data =>
      TOLD.filter(
        told => workload.kind !== 'job' || !told.observability?.metrics,
      ).map(told => ({ workload, more: { ...bus, ...data, ...told } })),
    ),
  ),
);

const MARK = /o8:(file|if|else|end|value)|o8-module|o8-(build|run)-image/;

describe.each(RUNTIMES)('the code of %s', runtime => {
  const plans = CASES.map(({ workload, more }) =>
    planSkeleton(planWith({ ...workload, runtime }, more)),
  );
  const textsOf = (index: number) =>
    plans[index].map(file => ('text' in file ? file.text : ''));

  it('is there for every spec, and nothing of the templates is in it', () => {
    plans.forEach((files, index) => {
      expect(files.length).toBeGreaterThan(5);
      expect(textsOf(index).filter(text => MARK.test(text))).toEqual([]);
    });
  });

  it('has an image, which is built by nobody else and run by nobody special', () => {
    for (const files of plans) {
      const dockerfile = files.find(({ path }) => path === 'Dockerfile');
      expect(dockerfile).toHaveProperty(
        'text',
        expect.stringMatching(/\nUSER 10001(:10001)?\n/),
      );
      expect(files.map(({ path }) => path)).toContain('.dockerignore');
    }
  });

  it('has migrations for a database only', () => {
    plans.forEach((files, index) => {
      const has = files.some(({ path }) =>
        /(^|\/)migrations\/.*\.(sql|py)$/.test(path),
      );
      const { workload, more } = CASES[index];
      const isUsed =
        workload.kind === 'service' || more.events?.consumes !== undefined;
      if (!more.data || isUsed) {
        expect({ index, has }).toEqual({ index, has: more.data !== undefined });
      }
    });
  });

  it('has no library of what it does not use', () => {
    // Lockfiles have what libraries need themselves.
    const locked = [...(readSkeleton(runtime).locks.get('none')?.keys() ?? [])];
    const of = (more: Partial<Spec>) =>
      planSkeleton(planWith({ kind: 'service', runtime }, more))
        .filter(({ path }) => !locked.includes(path) || path === 'go.mod')
        .map(file => ('text' in file ? file.text : ''))
        .join('\n');
    const plain = of({});
    expect(plain).not.toMatch(/postgres|PGHOST|nats|kafka|opentelemetry/i);
    expect(of({ data: { postgresql: {} } })).toMatch(/postgres|pgx|PGHOST/i);
    expect(of({ observability: { traces: {} } })).toMatch(/opentelemetry/i);
  });

  it('has files that no other part of the repository has', () => {
    const { module } = planWith(
      { kind: 'service', runtime },
      { data: { postgresql: {} } },
    );
    const paths = module.map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
  });

  it('has lockfiles for all sets of libraries, or for none', () => {
    const { locks } = readSkeleton(runtime);
    expect([0, 12]).toContain(locks.size);
    for (const files of locks.values()) {
      for (const text of files.values()) {
        // Where a package came from is a matter of whoever installs it.
        expect(text).not.toMatch(/"resolved"|index-url|extra-index|localhost/);
      }
    }
  });

  it('is the same each time', () => {
    const plan = planWith({ kind: 'service', runtime });
    expect(planSkeleton(plan)).toEqual(planSkeleton(plan));
  });
});

describe('expandSkeleton', () => {
  it('names lockfiles by libraries alone', () => {
    expect(lockName(new Set(['service', 'metrics-port']))).toBe('none');
    expect(lockName(new Set(['tracing', 'nats', 'database']))).toBe(
      'database+nats+tracing',
    );
  });

  it('puts words in once: what one becomes may contain another', () => {
    const plan = planWith({ kind: 'service', runtime: 'go' });
    const input = skeletonInput(plan);
    const files = expandSkeleton({
      runtime: 'go',
      features: new Set(['service']),
      values: input?.values ?? {},
      words: {
        ...input?.words,
        'o8.example/o8-module': 'git.example/o8-modules/shop',
      },
    });
    const mod = files.find(({ path }) => path === 'go.mod');
    expect(mod?.text).toMatch(/^module git\.example\/o8-modules\/shop$/m);
  });

  it('refuses a set of libraries that has no lockfile', () => {
    const features = new Set(['service', 'nats', 'kafka']);
    expect(() =>
      expandSkeleton({ runtime: 'node', features, values: {}, words: {} }),
    ).toThrow('no lockfile of node for nats+kafka');
  });

  it('has templates without lockfiles, from which these are made', () => {
    const paths = exampleTemplates('node', ['service']).map(({ path }) => path);
    expect(paths).toContain('package.json');
    expect(paths).not.toContain('package-lock.json');
  });
});
