import type { KubeObject, WorldOptions } from '../types';
import { createWorld } from './createWorld';
import type { Report } from './objects/reportObjects';

const options: WorldOptions = {
  seed: 3,
  modules: 40,
  clusters: 6,
  now: new Date('2026-11-22T10:20:30.456Z'),
};

function objectsOf(change: Partial<WorldOptions>): KubeObject[] {
  return createWorld({ ...options, ...change }).clusters.flatMap(cluster => [
    ...cluster.objects,
  ]);
}

const isReport = ({ kind, metadata }: KubeObject) =>
  (kind === 'PolicyReport' || kind === 'Report') &&
  metadata.namespace !== undefined;

/** By whose namespace they are in, without what has a number of its own. */
function countBy<T>(items: T[], keyOf: (item: T) => string | undefined) {
  const counts = new Map<string, number>();
  for (const item of items) {
    const key = keyOf(item);
    if (key) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const moduleOf = ({ metadata }: KubeObject) =>
  metadata.labels?.['orchestr8.io/module'];

describe('the sizes of a world', () => {
  const plain = objectsOf({});
  const large = objectsOf({
    sizes: { applicationKb: 16, reports: 20, backups: 30 },
  });

  it('make each Application large enough, and hardly larger', () => {
    const sizes = large
      .filter(({ kind, metadata }) => {
        const project = metadata.annotations?.['argocd.argoproj.io/sync-wave'];
        return kind === 'Application' && project !== undefined;
      })
      .map(each => JSON.stringify(each).length / 1_024);
    expect(sizes.length).toBeGreaterThan(50);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(16);
    expect(Math.max(...sizes)).toBeLessThan(17);
  });

  it('give each module its reports, of four results each', () => {
    // What is a cluster's alone is not the module's: the one about its Namespace.
    const reports = large.filter(isReport) as Report[];
    const counts = countBy(reports, ({ metadata }) => metadata.namespace);
    const results = reports.flatMap(report => report.results);
    expect(counts.size).toBe(options.modules);
    for (const count of counts.values()) {
      expect(count).toBeGreaterThanOrEqual(15);
      expect(count).toBeLessThanOrEqual(21);
    }
    expect(results.length / reports.length).toBeGreaterThan(4);
    expect(results.length / reports.length).toBeLessThan(4.5);
  });

  it('name each rule of a report once, and count what is in it', () => {
    for (const { results, summary } of large.filter(isReport) as Report[]) {
      const rules = results.map(({ policy, rule }) => `${policy}/${rule}`);
      expect(new Set(rules).size).toBe(rules.length);
      expect(
        Object.values(summary).reduce((sum, count) => sum + count, 0),
      ).toBe(results.length);
    }
  });

  it('keep as many backups of each module as they say', () => {
    const backups = large.filter(
      ({ kind, apiVersion }) =>
        kind === 'Backup' && apiVersion === 'velero.io/v1',
    );
    const counts = countBy(backups, moduleOf);
    expect(counts.size).toBe(options.modules);
    for (const count of counts.values()) {
      // One that is due now may still run; a paused schedule has made none for hours.
      expect(count).toBeGreaterThan(20);
      expect(count).toBeLessThanOrEqual(31);
    }
    const expirations = backups
      .map(({ status }) => (status as { expiration?: string }).expiration)
      .filter(expiration => expiration !== undefined)
      .map(expiration => Date.parse(expiration));
    expect(expirations.length).toBeGreaterThan(backups.length / 2);
    expect(Math.min(...expirations)).toBeGreaterThan(options.now.getTime());
  });

  it('change no other object', () => {
    const sized = new Set(['Application', 'Backup', 'Schedule']);
    const others = (objects: KubeObject[]) =>
      objects
        .filter(each => !sized.has(each.kind) && !isReport(each))
        .filter(({ kind }) => !/^(DataUpload|PodVolumeBackup)$/.test(kind))
        .map(each => JSON.stringify(each));
    expect(others(large)).toEqual(others(plain));
  });
});
