import {
  FaultWorld,
  Health,
  PATIENCE,
  RECOVERY,
  recordMeasure,
  Troublemaker,
  type HealthSample,
} from './__testUtils__';

const MINUTES = Number(process.env.O8_SOAK_MINUTES ?? 2);
const SEED = Number(process.env.O8_SOAK_SEED ?? 1);
const CHURN_PER_SECOND = 50;
const SAMPLES_PER_MINUTE = 2;
const OTHER_MS = 600_000;

/** What may be held for more than at the start: generous, because it finds leaks only. */
const MAX_GROWTH = 1.5;
const MAX_GROWTH_MB = 150;

describe('the soak', () => {
  let world: FaultWorld;

  beforeAll(async () => {
    world = await FaultWorld.start({
      fleet: {
        modules: 6,
        clusters: 4,
        life: true,
        churnPerSecond: CHURN_PER_SECOND,
      },
    });
  }, OTHER_MS);

  afterAll(async () => {
    await world?.stop();
  }, OTHER_MS);

  it(
    `loses nothing and keeps nothing in ${MINUTES} minutes of trouble`,
    async () => {
      const ended = new AbortController();
      const troublemaker = new Troublemaker(world.fleet, SEED);
      const trouble = troublemaker.run(ended.signal);
      const samples = await watchHealth();
      ended.abort();
      await trouble;

      world.fleet.control.setChurn(0);
      world.fleet.life.stop();
      const calmMs = performance.now();
      await world.becomeWell(RECOVERY.byStallMs + RECOVERY.byDiscoveryMs);
      recordMeasure({
        seed: SEED,
        faults: troublemaker.done.length,
        secondsUntilWell: Math.round((performance.now() - calmMs) / 100) / 10,
      });

      expect(troublemaker.done.length).toBeGreaterThan(MINUTES);
      // It was like the fleet when the waiting ended, and it stays so.
      expect(await world.differences()).toEqual({ missing: [], unknown: [] });
      expectNoLeak(samples);
    },
    MINUTES * 60_000 +
      (RECOVERY.byStallMs + RECOVERY.byDiscoveryMs) * PATIENCE +
      OTHER_MS,
  );
});

async function watchHealth(): Promise<HealthSample[]> {
  const health = new Health();
  const samples: HealthSample[] = [];
  for (let index = 0; index < MINUTES * SAMPLES_PER_MINUTE; index++) {
    await new Promise(resolve =>
      setTimeout(resolve, 60_000 / SAMPLES_PER_MINUTE),
    );
    const sample = health.sample();
    samples.push(sample);
    recordMeasure(sample);
  }
  health.end();
  return samples;
}

function expectNoLeak([first, ...later]: HealthSample[]): void {
  const last = later.at(-1) ?? first;
  expect(last.heapMb).toBeLessThan(
    Math.max(first.heapMb * MAX_GROWTH, first.heapMb + MAX_GROWTH_MB),
  );
}
