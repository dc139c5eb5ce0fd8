import { createStore, createTargets } from '../__testUtils__/createStore';
import { deployment } from '../__testUtils__/manifests';
import { compareTargets } from '../compare';
import { trackedBy } from '../tracking';
import { Attempts } from './Attempts';
import { Operation } from './Operation';

const START_MS = Date.parse('2026-11-22T10:20:30Z');

const wave = (number: number, more: object = {}) => ({
  'argocd.argoproj.io/sync-wave': `${number}`,
  ...more,
});
const settings = (name: string, annotations: object) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, annotations },
});

function create(
  options: { prune?: boolean; pruneLast?: boolean; hook?: object } = {},
) {
  const store = createStore();
  const hooks = options.hook ? createTargets(store, options.hook) : [];
  let nowMs = START_MS;
  const operation = new Operation({
    key: 'k',
    store,
    origin: {
      sources: [{ repoURL: 'http://x' }],
      isList: false,
      revisions: ['a'.repeat(40)],
    },
    prune: options.prune ?? true,
    pruneLast: options.pruneLast ?? true,
    rules: undefined,
    startedAt: new Date(START_MS),
    hooks,
  });
  const advance = (manifests: object[], ms = 500) => {
    nowMs += ms;
    const targets = createTargets(store, ...manifests);
    const keys = new Set(targets.map(({ id }) => `${id.kind}/${id.name}`));
    const prunable = store
      .definitions()
      .flatMap(each => store.list(each))
      .filter(
        each =>
          trackedBy(each) === 'app' &&
          !keys.has(`${each.kind}/${each.metadata.name}`),
      );
    const compared = compareTargets({
      application: 'app',
      targets,
      store,
      rules: undefined,
    });
    operation.advance({ compared, prunable, now: new Date(nowMs) });
    return operation.phase;
  };
  const has = (kind: string, name: string) =>
    store
      .list({ group: kind === 'Deployment' ? 'apps' : '', kind })
      .some(({ metadata }) => metadata.name === name);
  return { store, operation, advance, has };
}

describe('Operation', () => {
  const app = {
    ...deployment('a'),
    metadata: { name: 'a', annotations: wave(-1) },
  };
  const later = settings('later', wave(3));

  it('waits for the health of a wave, but not of the last', () => {
    const { store, operation, advance, has } = create();
    expect(advance([later, app])).toBe('Running');
    expect(has('Deployment', 'a')).toBe(true);
    expect(has('ConfigMap', 'later')).toBe(false);
    expect(operation.message).toBe(
      'waiting for Deployment "shop/a" to be healthy',
    );
    const kind = { group: 'apps', kind: 'Deployment' };
    const live = store.get(kind, 'shop', 'a')!;
    const counts = { replicas: 2, updatedReplicas: 2, availableReplicas: 2 };
    store.put({ ...live, status: { observedGeneration: 1, ...counts } });
    expect(advance([later, app])).toBe('Succeeded');
    expect(has('ConfigMap', 'later')).toBe(true);
    expect(operation.results.map(({ message }) => message)).toEqual([
      'deployment/a created',
      'configmap/later created',
    ]);
    const last = create();
    expect(last.advance([app])).toBe('Succeeded');
  });

  it('applies nothing before its hooks have succeeded, and nothing if they fail', () => {
    const template = {
      spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] },
    };
    const hook = {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name: 'migrations' },
      spec: { template },
    };
    const kind = { group: 'batch', kind: 'Job' };
    const end = ({ store }: ReturnType<typeof create>, type: string) => {
      const live = store.get(kind, 'shop', 'migrations')!;
      const conditions = [{ type, status: 'True', message: 'why' }];
      store.put({ ...live, status: { conditions } });
    };
    const good = create({ hook, prune: false });
    expect(good.advance([later])).toBe('Running');
    // They have a deadline of their own.
    expect(good.advance([later], 600_000)).toBe('Running');
    expect(good.operation.message).toBe(
      'waiting for completion of hook batch/Job/migrations',
    );
    expect(good.has('ConfigMap', 'later')).toBe(false);
    end(good, 'Complete');
    expect(good.advance([later])).toBe('Succeeded');
    expect(good.operation.results).toMatchObject([
      { id: { name: 'migrations' }, hookPhase: 'Succeeded', message: 'why' },
      { id: { name: 'later' }, status: 'Synced' },
    ]);

    const bad = create({ hook, prune: false });
    bad.advance([later]);
    end(bad, 'Failed');
    expect(bad.advance([later])).toBe('Failed');
    expect(bad.operation.message).toBe(
      'hook Job "shop/migrations" failed: why',
    );
    expect(bad.has('ConfigMap', 'later')).toBe(false);

    const odd = create({ hook: { ...hook, spec: { template, x: 1 } } });
    expect(odd.advance([later])).toBe('Failed');
    expect(odd.operation.message).toContain('field not declared in schema');
  });

  it('gives up a wave that is degraded, or takes too long', () => {
    const slow = create();
    slow.advance([app, later]);
    expect(slow.advance([app, later], 59_000)).toBe('Running');
    expect(slow.advance([app, later], 1_000)).toBe('Failed');
    expect(slow.operation.message).toMatch(/^waited 60 s in vain for Deploy/);
    const bad = create();
    bad.advance([app, later]);
    const kind = { group: 'apps', kind: 'Deployment' };
    const live = bad.store.get(kind, 'shop', 'a')!;
    const conditions = [{ reason: 'ProgressDeadlineExceeded' }];
    bad.store.put({ ...live, status: { observedGeneration: 1, conditions } });
    expect(bad.advance([app, later])).toBe('Failed');
    expect(bad.operation.message).toContain('is degraded');
    expect(bad.has('ConfigMap', 'later')).toBe(false);
  });

  it.each([true, false])('prunes at the end or at first: %s', pruneLast => {
    const before = create();
    before.advance([settings('old', {}), settings('older', wave(-5))]);
    const { store } = before;
    const finalizers = ['x.y/z'];
    const kind = { group: '', kind: 'ConfigMap' };
    const held = store.get(kind, 'shop', 'old')!;
    store.put({ ...held, metadata: { ...held.metadata, finalizers } });
    const operation = new Operation({
      ...before.operation.options,
      pruneLast,
      prune: true,
    });
    const next = (ms: number) => {
      const prunable = store
        .list(kind)
        .filter(
          each => trackedBy(each) === 'app' && each.metadata.name !== 'new',
        );
      const targets = createTargets(store, settings('new', {}));
      const compared = compareTargets({
        application: 'app',
        targets,
        store,
        rules: undefined,
      });
      operation.advance({ compared, prunable, now: new Date(START_MS + ms) });
    };
    next(0);
    expect(before.has('ConfigMap', 'new')).toBe(pruneLast);
    // The last wave goes first, and what holds it holds the others.
    expect(before.has('ConfigMap', 'older')).toBe(true);
    expect(store.get(kind, 'shop', 'old')?.metadata.deletionTimestamp).toBe(
      '2026-11-22T10:20:30Z',
    );
    expect(operation.message).toContain('"shop/old" to be deleted');
    store.delete(kind, 'shop', 'old');
    next(500);
    expect(operation.phase).toBe('Succeeded');
    expect(store.list(kind).map(({ metadata }) => metadata.name)).toEqual([
      'new',
    ]);
  });

  it('syncs the others when one belongs to somebody else', () => {
    const { store, advance, operation, has } = create();
    store.put({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'a',
        namespace: 'shop',
        uid: 'u',
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
    });
    expect(advance([settings('a', wave(-1)), settings('b', {})])).toBe(
      'Failed',
    );
    expect(has('ConfigMap', 'b')).toBe(true);
    expect(operation.message).toContain(
      'ConfigMap "shop/a" exists already and is not managed by this Application',
    );
  });
});

describe('Attempts', () => {
  const need = { key: 'a', hasDifference: true, selfHeal: true, retry: {} };
  const ended = (phase: 'Succeeded' | 'Failed') =>
    ({ phase } as unknown as Operation);

  it('tries a new revision at once, and a drift after a while', () => {
    const attempts = new Attempts();
    const isDue = (nowMs: number, change: object = {}) =>
      attempts.isDue({ ...need, nowMs, ...change });
    expect(isDue(0, { hasDifference: false })).toBe(false);
    expect(isDue(0)).toBe(true);
    attempts.begin('a');
    attempts.end(ended('Succeeded'), { retry: {}, nowMs: 0 });
    expect(isDue(1_000)).toBe(false);
    expect(isDue(2_999)).toBe(false);
    expect(isDue(3_000, { selfHeal: false })).toBe(false);
    expect(isDue(3_000)).toBe(true);
    expect(isDue(3_001, { key: 'b' })).toBe(true);
  });

  it('waits longer after each failure, as it is told', () => {
    const attempts = new Attempts();
    const retry = {
      backoff: { duration: '10s', factor: 3, maxDuration: '1m' },
    };
    const waits = [10_000, 30_000, 60_000, 60_000];
    for (const waitMs of waits) {
      attempts.begin('a');
      attempts.end(ended('Failed'), { retry, nowMs: 0 });
      expect(attempts.isDue({ ...need, nowMs: waitMs - 1 })).toBe(false);
      expect(attempts.isDue({ ...need, nowMs: waitMs })).toBe(true);
    }
    attempts.begin('b');
    attempts.end(ended('Failed'), {
      retry: { backoff: { duration: 'soon' } },
      nowMs: 0,
    });
    expect(attempts.isDue({ ...need, key: 'b', nowMs: 4_999 })).toBe(false);
    expect(attempts.isDue({ ...need, key: 'b', nowMs: 5_000 })).toBe(true);
  });
});
