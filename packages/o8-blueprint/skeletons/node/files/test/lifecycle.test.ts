// o8:file !job
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import Fastify from "fastify";
import { drain, followRequests } from "../src/lifecycle.ts";
import { log } from "../src/log.ts";

log.level = "silent";

const GRACE = { acceptMs: 200, finishMs: 1_000, closeMs: 200 };

async function listen(answerMs: number) {
  const app = Fastify({ return503OnClosing: false });
  const lifecycle = { isReady: true, isDraining: false, requestsAtHand: 0 };
  followRequests(app, lifecycle);
  app.get("/", async () => {
    // A test must not wait for what hangs.
    return sleep(answerMs, "done", { ref: false });
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  return { app, lifecycle, url };
}

function ending(closed: string[]) {
  return {
    // o8:if consumes
    stopEvents: async () => void closed.push("events"),
    // o8:end
    connections: {
      broken: async () => {
        throw new Error("It was closed before");
      },
      database: async () => void closed.push("database"),
    },
  };
}

test("requests at hand are answered, and new ones for a while", async () => {
  const { app, lifecycle, url } = await listen(600);
  const closed: string[] = [];
  const atHand = fetch(url);
  await sleep(100);
  const end = drain(lifecycle, app, ending(closed), GRACE);
  assert.ok(lifecycle.isDraining);
  await sleep(50);
  const answers = await Promise.all([atHand, fetch(url)]);
  assert.deepEqual(await Promise.all(answers.map((answer) => answer.text())), [
    "done",
    "done",
  ]);
  assert.ok(!closed.includes("database"));
  await end;
  assert.ok(closed.includes("database"));
  await assert.rejects(fetch(url));
});

test("connections without a request are not waited for", async () => {
  const { app, lifecycle, url } = await listen(1);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await once(socket, "connect");
  const start = Date.now();
  await drain(lifecycle, app, ending([]), GRACE);
  assert.ok(Date.now() - start < GRACE.finishMs);
});

test("what hangs is cut off", async () => {
  const { app, lifecycle, url } = await listen(60_000);
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  await sleep(100);
  const start = Date.now();
  const hanging = {
    ...ending([]),
    connections: { bus: () => new Promise(() => {}) },
  };
  await Promise.all([
    once(socket, "close"),
    drain(lifecycle, app, hanging, GRACE),
  ]);
  assert.ok(Date.now() - start < 2_500);
});
