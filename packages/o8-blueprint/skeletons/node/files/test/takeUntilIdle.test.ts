// o8:file consumes+job
import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Take } from "../src/events/consume.ts";
import { takeUntilIdle } from "../src/events/takeUntilIdle.ts";

test("events are taken until none have come for some time", async () => {
  let isStopped = false;
  let taken = 0;
  const take: Take = async () => {
    await sleep(150);
    taken += 1;
    return "handled";
  };
  const bus = {
    consume: async (watched: Take) => {
      // o8:if tracing
      const message = { source: "BANK__PAID", body: "{}", headers: {} };
      // o8:else
      const message = { source: "BANK__PAID", body: "{}" };
      // o8:end
      void watched(message).then(() => watched(message));
    },
    stop: async () => {
      isStopped = true;
    },
  };
  await takeUntilIdle(bus, take, 100);
  assert.equal(taken, 2);
  assert.ok(isStopped);
});
