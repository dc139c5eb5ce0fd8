// o8:file consumes
import assert from "node:assert/strict";
import { test } from "node:test";
import { createTake, type IncomingMessage } from "../src/events/consume.ts";
import type { Handle } from "../src/events/handle.ts";
import { log } from "../src/log.ts";

log.level = "silent";

function message(body: string): IncomingMessage {
  // o8:if tracing
  return { source: "BANK__PAID", body, headers: {} };
  // o8:else
  return { source: "BANK__PAID", body };
  // o8:end
}

test("an event is handled", async () => {
  const handled: unknown[] = [];
  const take = createTake(async (event, source) => {
    handled.push([event.id, source]);
  });
  assert.equal(await take(message('{"id":"1","more":true}')), "handled");
  assert.deepEqual(handled, [["1", "BANK__PAID"]]);
});

test("what is no event is rejected", async () => {
  const handle: Handle = () => assert.fail("It is not handled");
  const take = createTake(handle);
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    '"1"',
    "{}",
    '{"id":1}',
    '{"id":""}',
    '{"id":"\\u0000"}',
    `{"id":"${"1".repeat(256)}"}`,
  ];
  for (const body of bodies) {
    assert.equal(await take(message(body)), "rejected", body);
  }
});

test("an event whose handler throws has failed, and may come again", async () => {
  let attempts = 0;
  const take = createTake(async () => {
    attempts += 1;
    if (attempts === 1) {
      throw new Error("The database is away");
    }
  });
  assert.equal(await take(message('{"id":"1"}')), "failed");
  assert.equal(await take(message('{"id":"1"}')), "handled");
});
