import { createClusterProfiles } from './clusterProfiles';
import { generateProfile } from './generateProfile';
import { profiles, untouchedModules, type Trouble } from './profiles';
import { Seeded } from './Seeded';
import { parseDurationMs } from './time';

/** Every trouble by the card on which it shows; the compiler wants them all. */
const FACETS: Record<Trouble, 'sync' | 'compliance' | 'recovery'> = {
  outOfSync: 'sync',
  degraded: 'sync',
  failedHook: 'sync',
  versionSkew: 'sync',
  progressing: 'sync',
  suspended: 'sync',
  failingPolicy: 'compliance',
  stoppedReport: 'compliance',
  openNetwork: 'compliance',
  baselineSecurity: 'compliance',
  pastRpo: 'recovery',
  pausedSchedule: 'recovery',
  unreachableStorage: 'recovery',
};

describe('profiles', () => {
  it('are fourteen modules, each on clusters that exist', () => {
    const clusters = createClusterProfiles(4).map(({ name }) => name);
    expect(profiles).toHaveLength(14);
    for (const { clusters: own, troubles, rpo } of profiles) {
      expect(clusters).toEqual(expect.arrayContaining([...own]));
      expect(own).toEqual(
        expect.arrayContaining(troubles.map(at => at.cluster)),
      );
      expect(parseDurationMs(rpo)).toBeGreaterThan(0);
    }
  });

  it('tell each trouble once', () => {
    const told = profiles.flatMap(({ troubles }) =>
      troubles.map(at => at.trouble),
    );
    expect(told.sort()).toEqual(Object.keys(FACETS).sort());
  });

  it('have at most one trouble per card', () => {
    for (const { troubles } of profiles) {
      const facets = troubles.map(at => FACETS[at.trouble]);
      expect(new Set(facets).size).toBe(facets.length);
    }
  });

  it('leave voicefuse well, and enough modules for life to happen to', () => {
    expect(profiles[0]).toMatchObject({ name: 'voicefuse', troubles: [] });
    expect(untouchedModules).toContain('voicefuse');
    expect(untouchedModules).toContain('billing');
    const lively = profiles.filter(({ name }) => !untouchedModules.has(name));
    expect(lively.length).toBeGreaterThanOrEqual(4);
    expect(lively.every(({ troubles }) => troubles.length === 0)).toBe(true);
  });
});

describe('generateProfile', () => {
  const generate = (index: number, clusters = ['eu-1', 'us-1', 'stage-1']) =>
    generateProfile({ index, seeded: new Seeded(1), clusters });

  it('makes names that are DNS labels and all different', () => {
    const names = Array.from({ length: 5_000 }, (_, i) => generate(i).name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9-]{0,39}$/);
    for (const { name } of profiles) expect(names).not.toContain(name);
  });

  it('puts each on one or two different clusters, all well', () => {
    const counts = new Set<number>();
    for (let index = 14; index < 200; index += 1) {
      const { clusters, troubles } = generate(index);
      expect(new Set(clusters).size).toBe(clusters.length);
      expect(troubles).toEqual([]);
      counts.add(clusters.length);
    }
    expect(counts).toEqual(new Set([1, 2]));
  });

  it('does with one cluster, or none', () => {
    expect(generate(20, ['eu-1']).clusters).toEqual(['eu-1']);
    expect(generate(20, []).clusters).toEqual([]);
  });
});
