// o8:file job
import assert from "node:assert/strict";
import { test } from "node:test";
import { run } from "../src/run.ts";

// o8:if database|publishes
test("the work is done with what it is given", async () => {
  const done: string[] = [];
  await run({
    // o8:if database
    database: {
      query: async () => {
        done.push("asked");
        return [];
      },
      transaction: () => assert.fail("It changes nothing"),
      close: async () => {},
    },
    // o8:end
    // o8:if publishes
    publish: async ({ id }) => {
      assert.ok(id);
      done.push("told");
    },
    // o8:end
  });
  // o8:if database+publishes
  assert.deepEqual(done, ["asked", "told"]);
  // o8:end
  // o8:if database+!publishes
  assert.deepEqual(done, ["asked"]);
  // o8:end
  // o8:if !database+publishes
  assert.deepEqual(done, ["told"]);
  // o8:end
});
// o8:else
test("the work is done", async () => {
  assert.equal(await run(), undefined);
});
// o8:end
