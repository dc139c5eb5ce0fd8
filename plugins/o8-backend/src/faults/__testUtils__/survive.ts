import { BYSTANDER, VICTIM, type FaultCase } from './FaultCase';
import { eventually } from './eventually';
import type { FaultWorld } from './FaultWorld';
import { recordMeasure } from './recordMeasure';
import { PATIENCE, SCALE, TIMING } from './scaledTiming';
import { Witness, type Sample } from './Witness';

/** What a change takes from a healthy cluster into the database. */
const USUAL_MS = 500;
/** What a test takes beside its fault. */
const OTHER_MS = 120_000;

/**
 * Lets a fault happen to a world that is well, and checks the same four things of each:
 * nothing counts as known that is not; other clusters do not notice; nothing is lost;
 * all recovers by itself. And that no secret is logged on the way.
 */
export async function survive(
  world: FaultWorld,
  fault: FaultCase,
): Promise<void> {
  const isNew = fault.isThereFromTheStart === true;
  const old = world.putMarker(VICTIM);
  if (!isNew) {
    await world.becomeWell();
    if (SCALE >= 1) {
      // What is measured begins in a world that has been well for a while.
      await waitMs(TIMING.maxBackoffMs);
    }
  }
  const before = await readBefore(world, fault);

  const witness = new Witness(world);
  let samples: Sample[];
  let recoveredMs: number;
  let endMs: number | undefined;
  try {
    await fault.begin(world);
    const added = world.putMarker(VICTIM);
    world.deleteMarker(VICTIM, old);
    const noticedMs = await waitUntilNoticed(witness, fault, before.unknown);
    if (isNew) {
      await waitForOthers(witness, before.others);
    }
    await expectBystanderAtWork(world);
    await waitMs(fault.holdMs ?? 4 * TIMING.probeIntervalMs);
    endMs = performance.now();
    await fault.end(world);

    await world.becomeWell(fault.recoverMs);
    await waitForMarker(world, VICTIM, added, true);
    await waitForMarker(world, VICTIM, old, false);
    recoveredMs = performance.now() - endMs;
    recordMeasure({ fault: fault.name, noticedMs, recoveredMs });
    world.deleteMarker(VICTIM, added);
  } finally {
    if (endMs === undefined) {
      // The next one begins in a world that is well again.
      await fault.end(world);
    }
    samples = await witness.end();
  }
  expectHonesty({ samples, fault, unknown: before.unknown, endMs });
  if (!isNew && !fault.isForAll) {
    expectOthersKnown(samples, before.others);
  }
  expect(recoveredMs).toBeLessThan(fault.recoverMs * PATIENCE);
  expect(world.log.findSecret(secretsOf(world))).toBeUndefined();
}

async function readBefore(world: FaultWorld, fault: FaultCase) {
  const names = (await world.statuses()).map(s => `${s.cluster}/${s.source}`);
  const unknown = fault.unknown(names);
  // What was not good before says nothing when it is not good later. Sources are fresh
  // a moment before all that rests on them is judged again.
  await eventually(
    async () => {
      const states = await world.states();
      return (fault.doubtful ?? []).filter(
        facet =>
          !states.some(s => s.facet === facet && s.state.verdict === 'good'),
      );
    },
    { limitMs: fault.recoverMs * PATIENCE },
  );
  const spared = [...unknown, ...(fault.mayWaver?.(names) ?? [])];
  return { unknown, others: names.filter(name => !spared.includes(name)) };
}

/** Waits until nothing counts as known that is not; how long that took. */
async function waitUntilNoticed(
  witness: Witness,
  fault: FaultCase,
  unknown: string[],
): Promise<number | null> {
  if (!isNoticeable(fault, unknown)) {
    return null;
  }
  const beginMs = performance.now();
  await eventually(
    async () => findClaims(witness.samples.at(-1), unknown, fault),
    { limitMs: fault.noticeMs * PATIENCE },
  );
  return performance.now() - beginMs;
}

function isNoticeable({ doubtful = [] }: FaultCase, unknown: string[]) {
  return unknown.length + doubtful.length > 0;
}

/** What a sample shows as known, or as good, that is not. */
function findClaims(
  sample: Sample | undefined,
  unknown: string[],
  { doubtful = [] }: FaultCase,
): string[] {
  return sample
    ? [
        ...unknown.filter(name => sample.known.has(name)),
        ...doubtful.filter(facet => sample.good.has(facet)),
      ]
    : ['nothing was seen yet'];
}

// Once it is noticed it stays so until the fault ends: green does not come and go.
function expectHonesty(options: {
  samples: Sample[];
  fault: FaultCase;
  unknown: string[];
  endMs: number;
}): void {
  const { samples, fault, unknown, endMs } = options;
  if (!isNoticeable(fault, unknown)) {
    return;
  }
  const during = samples.filter(({ atMs }) => atMs < endMs);
  const noticed = during.findIndex(
    sample => findClaims(sample, unknown, fault).length === 0,
  );
  expect(noticed).toBeGreaterThan(-1);
  const claims = during
    .slice(noticed)
    .flatMap(sample => findClaims(sample, unknown, fault));
  expect([...new Set(claims)]).toEqual([]);
}

function expectOthersKnown(samples: Sample[], others: string[]): void {
  const lost = samples.flatMap(({ known }) =>
    others.filter(name => !known.has(name)),
  );
  expect([...new Set(lost)]).toEqual([]);
}

/** A world that has just begun reads the others all the same. */
async function waitForOthers(
  witness: Witness,
  others: string[],
): Promise<void> {
  const isUnknown = (name: string) => !witness.samples.at(-1)?.known.has(name);
  await eventually(async () => others.filter(isUnknown), { limitMs: OTHER_MS });
}

async function expectBystanderAtWork(world: FaultWorld): Promise<void> {
  if (world.database.isAway) {
    return;
  }
  const name = world.putMarker(BYSTANDER);
  await waitForMarker(world, BYSTANDER, name, true);
  world.deleteMarker(BYSTANDER, name);
  await waitForMarker(world, BYSTANDER, name, false);
}

async function waitForMarker(
  world: FaultWorld,
  cluster: string,
  name: string,
  isThere: boolean,
): Promise<void> {
  await eventually(
    async () =>
      (await world.hasMarker(cluster, name)) === isThere
        ? []
        : [`${name} on ${cluster} ${isThere ? 'missing' : 'left over'}`],
    { limitMs: USUAL_MS * PATIENCE, everyMs: 25 },
  );
}

function secretsOf({ fleet }: FaultWorld): string[] {
  const passwords = fleet.argocd.map(({ password }) => password);
  const tokens = fleet.argocd.map(({ token }) => token);
  return [
    ...passwords,
    ...tokens,
    ...Object.values(fleet.tokens).flatMap(value =>
      typeof value === 'string' ? [value] : Object.values(value).map(String),
    ),
  ];
}

function waitMs(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}

/** How long a test of one of some faults may take: at its worst. */
export function toTestTimeoutMs(faults: FaultCase[]): number {
  const worst = faults.map(({ noticeMs, recoverMs }) => noticeMs + recoverMs);
  return Math.max(...worst) * PATIENCE + OTHER_MS;
}
