// o8:file consumes+job
import { setTimeout as sleep } from "node:timers/promises";
import type { Take } from "./consume.ts";

/** Where events are taken from. */
export interface EventSource {
  consume: (take: Take) => Promise<void>;
  stop: () => Promise<void>;
}

/** Takes events until none have come for some time. */
export async function takeUntilIdle(
  bus: EventSource,
  take: Take,
  idleMs = 5_000,
): Promise<void> {
  let atHand = 0;
  let last = Date.now();
  await bus.consume(async (message) => {
    atHand += 1;
    try {
      return await take(message);
    } finally {
      atHand -= 1;
      last = Date.now();
    }
  });
  last = Date.now();
  while (atHand > 0 || Date.now() - last < idleMs) {
    await sleep(100);
  }
  await bus.stop();
}
