import { setTimeout as sleep } from 'node:timers/promises';

/** What the process takes while nobody asks for anything. */
export async function measureSteady(backend, seconds) {
  const before = await backend.readProcess();
  const beginMs = performance.now();
  await sleep(seconds * 1_000);
  const after = await backend.readProcess();
  const tookMs = performance.now() - beginMs;
  return {
    cpuPercent: (100 * (after.cpuMs - before.cpuMs)) / tookMs,
    rssMb: after.rssBytes / 2 ** 20,
  };
}

/** The resident memory now, and what of the heap is in use after a collection. */
export async function measureMemory(backend) {
  const { rssBytes } = await backend.readProcess();
  const { heapBytes, externalBytes } = await backend.collectGarbage();
  return {
    rssMb: rssBytes / 2 ** 20,
    heapMb: heapBytes / 2 ** 20,
    externalMb: externalBytes / 2 ** 20,
  };
}
