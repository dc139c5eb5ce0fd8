// o8:file tracing
import assert from "node:assert/strict";
import { test } from "node:test";
import { toSampler } from "../src/tracing.ts";

test("the environment says how many requests are traced", () => {
  const samplers = [
    [{}, "ParentBased{root=AlwaysOnSampler"],
    [{ OTEL_TRACES_SAMPLER: "always_off" }, "AlwaysOffSampler"],
    [
      {
        OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
        OTEL_TRACES_SAMPLER_ARG: "0.25",
      },
      "ParentBased{root=TraceIdRatioBased{0.25}",
    ],
  ] as const;
  for (const [variables, name] of samplers) {
    assert.ok(toSampler(variables).toString().startsWith(name), name);
  }
});
