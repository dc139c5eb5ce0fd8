// o8:file publishes
import assert from "node:assert/strict";
import { test } from "node:test";
import { Unavailable } from "../src/errors.ts";
import { createPublish, type OutgoingMessage } from "../src/events/publish.ts";

const EVENT = { id: "1", visitedAt: "2030-01-01T00:00:00.000Z" };

test("an event is sent with its id", async () => {
  const sent: OutgoingMessage[] = [];
  await createPublish(async (message) => void sent.push(message))(EVENT);
  assert.equal(sent.length, 1);
  assert.equal(sent[0]?.id, "1");
  assert.deepEqual(JSON.parse(sent[0]?.body ?? ""), EVENT);
});

test("an event is sent again until the bus has it", async () => {
  let attempts = 0;
  await createPublish(async () => {
    attempts += 1;
    if (attempts < 3) {
      throw new Error("no leader");
    }
  })(EVENT);
  assert.equal(attempts, 3);
});

test("a bus that stays away is told of in time", async () => {
  const publish = createPublish(async (_message, timeoutMs) => {
    assert.ok(timeoutMs > 0 && timeoutMs <= 250);
    throw new Error("no leader");
  }, 250);
  const start = Date.now();
  await assert.rejects(publish(EVENT), Unavailable);
  assert.ok(Date.now() - start < 1_000);
});
