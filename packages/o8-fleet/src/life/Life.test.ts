import { NotFoundError } from '@backstage/errors';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../content/time';
import { untouchedModules } from '../content/profiles';
import { createTestFleet, START } from './__testUtils__/createTestFleet';
import { KINDS } from './kinds';
import { Life } from './Life';

const POD = { group: '', kind: 'Pod' };

function createLife(churnPerSecond = 0, modules = 14) {
  const fleet = createTestFleet({ modules });
  const { world, stores, seed } = fleet;
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const life = new Life({ world, stores, seed, churnPerSecond, log });
  return { ...fleet, life, lines };
}

beforeEach(() => {
  jest.useFakeTimers({ now: START });
});

afterEach(() => {
  jest.useRealTimers();
});

describe('Life by itself', () => {
  it('does nothing before it starts and after it stops', () => {
    const { life, takeLog } = createLife(5);
    jest.advanceTimersByTime(10 * MINUTE_MS);
    expect(takeLog()).toEqual([]);
    life.start();
    jest.advanceTimersByTime(MINUTE_MS);
    expect(takeLog().length).toBeGreaterThan(0);
    life.stop();
    expect(jest.getTimerCount()).toBe(0);
    jest.advanceTimersByTime(HOUR_MS);
    expect(takeLog()).toEqual([]);
  });

  it('starts once, however often it is asked to', () => {
    const { life } = createLife();
    life.start();
    const timers = jest.getTimerCount();
    life.start();
    expect(jest.getTimerCount()).toBe(timers);
    life.stop();
    life.stop();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('shows something every half minute, and only on lively modules', () => {
    const { life, application, takeLog, stores, world } = createLife();
    const signature = () =>
      world.modules.flatMap(module =>
        ['eu-1', 'us-1', 'stage-1'].flatMap(cluster => {
          const argoCd = stores.get(cluster === 'stage-1' ? cluster : 'hub');
          const name = `${module}-${cluster}`;
          if (!argoCd?.get(KINDS.application, 'argocd', name)) return [];
          const { sync, health, summary } = application(module, cluster).status;
          const words = [name, sync.status, health.status, summary.images[0]];
          return [{ module, text: words.join(' ') }];
        }),
      );
    const first = signature();
    life.start();
    const seen = new Set(first.map(({ text }) => text));
    let news = 0;
    for (let minute = 0; minute < 20; minute += 1) {
      jest.advanceTimersByTime(MINUTE_MS);
      const fresh = signature().filter(({ text }) => !seen.has(text));
      if (fresh.length > 0) news += 1;
      for (const { text, module } of fresh) {
        seen.add(text);
        expect(untouchedModules).not.toContain(module);
      }
    }
    life.stop();
    expect(news).toBeGreaterThan(10);
    expect(takeLog().length).toBeGreaterThan(100);
  });

  it('stays bounded and true over hours', () => {
    const { life, stores, application, inNamespace, world } = createLife();
    const count = () =>
      [...stores.values()]
        .flatMap(store => store.definitions().map(each => store.list(each)))
        .reduce((sum, objects) => sum + objects.length, 0);
    const before = count();
    life.start();
    jest.advanceTimersByTime(3 * HOUR_MS);
    life.stop();
    expect(Math.abs(count() - before)).toBeLessThan(before * 0.03);
    expect(world.modules).toContain('identity');
    for (const cluster of ['eu-1', 'us-1', 'stage-1']) {
      const { history } = application('identity', cluster).status;
      expect(history).toHaveLength(10);
      const ids = history.map(({ id }) => id);
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
      const pods = inNamespace(cluster, POD, 'identity');
      expect(pods.length).toBeGreaterThanOrEqual(3);
      expect(pods.length).toBeLessThanOrEqual(4);
      const sets = inNamespace(cluster, KINDS.replicaSet, 'identity');
      expect(sets.length).toBeLessThanOrEqual(4);
      const now = new Date().toISOString();
      for (const { metadata } of pods) {
        expect(metadata.creationTimestamp <= now).toBe(true);
      }
    }
  });

  it('does the same with the same seed', () => {
    const logs = [1, 2].map(() => {
      jest.setSystemTime(START);
      const { life, takeLog } = createLife(3);
      life.start();
      jest.advanceTimersByTime(5 * MINUTE_MS);
      life.stop();
      return takeLog();
    });
    expect(logs[0]).toEqual(logs[1]);
  });
});

describe('what somebody wrote by hand', () => {
  it('does not end the life of the others', () => {
    const { life, storeOf, lines, takeLog } = createLife(20);
    const eu = storeOf('eu-1');
    const reportKind = { group: 'wgpolicyk8s.io', kind: 'PolicyReport' };
    const [first, second] = eu.list(reportKind);
    const [location] = eu.list(KINDS.storageLocation);
    const [schedule] = eu.list(KINDS.schedule);
    eu.put({ ...location, status: undefined });
    eu.put({ ...first, results: undefined, summary: undefined });
    eu.put({ ...second, results: 'none' });
    eu.put({ ...schedule, spec: { schedule: '0 2 * * 1-5' } });
    for (const kind of [KINDS.application, KINDS.deployment]) {
      for (const store of [eu, storeOf('hub')]) {
        if (!store.definitions().some(each => each.kind === kind.kind))
          continue;
        for (const object of store.list(kind).slice(0, 3)) {
          store.put({ ...object, status: undefined, spec: {} });
        }
      }
    }
    takeLog();
    life.start();
    // Enough for each of them to be met; what comes by the hour needs no churn.
    jest.advanceTimersByTime(10 * MINUTE_MS);
    life.setChurn(0);
    jest.advanceTimersByTime(50 * MINUTE_MS);
    life.setChurn(20);
    expect(
      eu.get(KINDS.storageLocation, 'velero', location.metadata.name),
    ).toMatchObject({ status: { phase: 'Available' } });
    takeLog();
    jest.advanceTimersByTime(MINUTE_MS);
    expect(takeLog().length).toBeGreaterThan(20 * 60 * 0.6);
    life.stop();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^[^\n]+ failed: [^\n]+$/);
    const { name } = second.metadata;
    expect(lines.filter(line => line.includes(name))).toHaveLength(1);
  });
});

describe('churn', () => {
  it('makes that many changes per second, over modules and kinds', () => {
    const { life, takeLog } = createLife(20);
    life.start();
    jest.advanceTimersByTime(60 * SECOND_MS);
    const lines = takeLog();
    expect(lines.length).toBeGreaterThan(60 * 20 * 0.9);
    expect(new Set(lines.map(line => line.split(' ')[2])).size).toBeGreaterThan(
      8,
    );
    expect(new Set(lines.map(line => line.split(':')[0])).size).toBe(4);
    life.stop();
  });

  it('can be changed, and stopped by 0', () => {
    const { life, takeLog } = createLife(50);
    life.start();
    life.setChurn(0);
    jest.advanceTimersByTime(10 * SECOND_MS);
    const quiet = takeLog().length;
    life.setChurn(50);
    jest.advanceTimersByTime(10 * SECOND_MS);
    expect(takeLog().length).toBeGreaterThan(quiet + 400);
    life.stop();
  });

  it('does not grow the fleet', () => {
    const { life, stores } = createLife(100, 30);
    const count = () =>
      [...stores.values()]
        .flatMap(store => store.definitions().map(each => store.list(each)))
        .reduce((sum, objects) => sum + objects.length, 0);
    const before = count();
    life.start();
    jest.advanceTimersByTime(2 * MINUTE_MS);
    life.stop();
    expect(Math.abs(count() - before)).toBeLessThan(before * 0.03);
  });
});

describe('trigger', () => {
  it('tells the events it knows', () => {
    const { life } = createLife();
    expect(life.events).toEqual([
      'degrade',
      'heal',
      'drift',
      'deploy',
      'backup',
      'failBackup',
      'pauseSchedule',
      'resumeSchedule',
      'failPolicy',
      'passPolicy',
      'openNetwork',
      'closeNetwork',
    ]);
    for (const event of life.events) {
      expect(() => life.trigger('identity', event)).not.toThrow();
    }
  });

  it.each([
    ['identity', 'explode', /No event 'explode'.*degrade, heal/],
    ['nobody', 'heal', /No module 'nobody'.*voicefuse, langfuse/],
    ['identity', 'heal@mars', /No module 'identity' on 'mars'.*eu-1, us-1/],
    ['identity', 'heal@', /No module 'identity' on ''/],
  ])('refuses %s %s', (module, event, message) => {
    const { life } = createLife();
    expect(() => life.trigger(module, event)).toThrow(NotFoundError);
    expect(() => life.trigger(module, event)).toThrow(message);
  });

  it('acts on all clusters of a module, or on one', () => {
    const { life, application } = createLife();
    const healths = () =>
      ['eu-1', 'us-1', 'stage-1'].map(
        cluster => application('voicefuse', cluster).status.health.status,
      );
    life.trigger('voicefuse', 'degrade@us-1');
    expect(healths()).toEqual(['Healthy', 'Degraded', 'Healthy']);
    life.trigger('voicefuse', 'degrade');
    expect(healths()).toEqual(['Degraded', 'Degraded', 'Degraded']);
    life.trigger('voicefuse', 'heal');
    expect(healths()).toEqual(['Healthy', 'Healthy', 'Healthy']);
  });

  it('is not undone by life', () => {
    const { life, application } = createLife();
    life.start();
    life.trigger('identity', 'degrade');
    jest.advanceTimersByTime(30 * MINUTE_MS);
    for (const cluster of ['eu-1', 'us-1', 'stage-1']) {
      const { health } = application('identity', cluster).status;
      expect(health.status).toBe('Degraded');
    }
    life.stop();
  });

  it('deploys in steps while life runs, at once otherwise', () => {
    const { life, application } = createLife();
    const image = () =>
      application('voicefuse', 'eu-1').status.summary.images[0];
    life.trigger('voicefuse', 'deploy@eu-1');
    expect(image()).toBe('registry.o8.example/voicefuse:v1.14.3');
    life.start();
    life.trigger('voicefuse', 'deploy@eu-1');
    const { status } = application('voicefuse', 'eu-1');
    expect(status.operationState.phase).toBe('Running');
    jest.advanceTimersByTime(10 * SECOND_MS);
    expect(image()).toBe('registry.o8.example/voicefuse:v1.14.4');
    expect(application('voicefuse', 'eu-1').status.health.status).toBe(
      'Progressing',
    );
    jest.advanceTimersByTime(10 * SECOND_MS);
    expect(application('voicefuse', 'eu-1').status).toMatchObject({
      sync: { status: 'Synced' },
      health: { status: 'Healthy' },
    });
    life.stop();
  });

  it('backs up, and fails to', () => {
    const { life, backups } = createLife();
    const last = () => backups('eu-1', 'identity').slice(-1)[0].status.phase;
    life.trigger('identity', 'failBackup@eu-1');
    expect(last()).toBe('Failed');
    jest.setSystemTime(START.getTime() + SECOND_MS);
    life.trigger('identity', 'backup@eu-1');
    expect(last()).toBe('Completed');
  });

  it('heals a storage location, so that backups come through again', () => {
    const { life, backups } = createLife();
    const last = () => backups('us-1', 'media-store').slice(-1)[0].status.phase;
    life.trigger('media-store', 'backup@us-1');
    expect(last()).toBe('FailedValidation');
    life.trigger('media-store', 'heal@us-1');
    jest.setSystemTime(START.getTime() + SECOND_MS);
    life.trigger('media-store', 'backup@us-1');
    expect(last()).toBe('Completed');
  });
});
