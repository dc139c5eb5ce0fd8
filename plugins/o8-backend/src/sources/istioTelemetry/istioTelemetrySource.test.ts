import { readExample } from '../__testUtils__';

const KIND = 'telemetry.istio.io/Telemetry';

it('says how many requests are traced, and where to', () => {
  expect(readExample(KIND).value).toEqual({
    everyPod: true,
    tracing: {
      providers: ['otel-tracing'],
      samplingPercent: 10,
      isOff: false,
    },
    accessLogging: { providers: ['otel'], isOff: false },
  });
});

it('sees what is switched off, and for whom', () => {
  const spec = {
    selector: { matchLabels: { app: 'a' } },
    tracing: [{ disableSpanReporting: true }],
    accessLogging: [{ disabled: true }],
  };
  expect(readExample(KIND, { spec }).value).toEqual({
    everyPod: false,
    tracing: { providers: [], samplingPercent: null, isOff: true },
    accessLogging: { providers: [], isOff: true },
  });
});

it('tells no sampling from a sampling of none', () => {
  const percentOf = (tracing: object[]) =>
    readExample(KIND, { spec: { tracing } }).value.tracing;
  expect(percentOf([{ randomSamplingPercentage: 0 }])).toMatchObject({
    samplingPercent: 0,
  });
  expect(percentOf([])).toMatchObject({ samplingPercent: null });
});

it('is not for every pod where it is for a Gateway', () => {
  const spec = { targetRefs: [{ kind: 'Gateway', name: 'public' }] };
  expect(readExample(KIND, { spec }).value.everyPod).toBe(false);
});
