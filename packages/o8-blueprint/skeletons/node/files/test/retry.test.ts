// o8:file database|nats|kafka
import assert from "node:assert/strict";
import { test } from "node:test";
import { delayAfter, retryForever } from "../src/retry.ts";

test("waits double, up to a limit", () => {
  const backoff = { firstMs: 100, maxMs: 1_000 };
  const delays = [1, 2, 3, 4, 5, 100].map((n) => delayAfter(n, backoff));
  assert.deepEqual(delays, [100, 200, 400, 800, 1_000, 1_000]);
});

test("work is tried until it succeeds", async () => {
  const failures: unknown[] = [];
  let attempts = 0;
  const result = await retryForever(
    async () => {
      attempts += 1;
      if (attempts < 3) {
        throw new Error(`attempt ${attempts}`);
      }
      return "done";
    },
    { firstMs: 1, maxMs: 1, onFailure: (error) => failures.push(error) },
  );
  assert.equal(result, "done");
  assert.equal(failures.length, 2);
});

test("an aborted signal ends the tries", async () => {
  const abort = new AbortController();
  const tries = retryForever(
    async () => {
      throw new Error("never");
    },
    {
      firstMs: 60_000,
      maxMs: 60_000,
      signal: abort.signal,
      onFailure: () => abort.abort(),
    },
  );
  await assert.rejects(tries, { name: "AbortError" });
});
