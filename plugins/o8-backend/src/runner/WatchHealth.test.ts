import { clusterError } from './__testUtils__/FakeConnection';
import { WatchHealth } from './WatchHealth';

const silence = clusterError('timeout');

describe('WatchHealth', () => {
  let health: WatchHealth;

  beforeEach(() => {
    health = new WatchHealth();
    health.begin();
  });

  it('tells silence of a watch from other ends', () => {
    expect(health.end(clusterError('unreachable'), '5')).toBe(false);
    expect(health.end(silence, '5')).toBe(true);
    health.reset();
    // The list that follows has no answer: that is no watch.
    expect(health.end(silence, '5')).toBe(false);
  });

  it('finds what a silent watch has not told', () => {
    health.end(silence, '5');
    health.see('4');
    health.see('5');
    health.see(undefined);
    health.see('opaque');
    expect(health.hasMissed).toBe(false);
    health.see('6');
    health.see('3');
    expect(health.hasMissed).toBe(true);
    health.speak();
    expect(health.hasMissed).toBe(false);
  });

  it('expects nothing of a list after a watch that spoke', () => {
    health.end(silence, '5');
    health.begin();
    health.speak();
    health.see('6');
    expect(health.hasMissed).toBe(false);
  });

  it('knows for how long a watch stands', () => {
    expect(health.isWatched).toBe(true);
    expect(health.heldFor(60_000)).toBe(false);
    expect(health.heldFor(-1)).toBe(true);
    health.reset();
    expect(health.isWatched).toBe(false);
    expect(health.heldFor(-1)).toBe(false);
  });
});
