import { readExample } from '../__testUtils__';

const KIND = 'opentelemetry.io/Instrumentation';

it('says where traces go, and how many', () => {
  expect(readExample(KIND).value).toEqual({
    endpoint: 'http://otel-collector.observability.svc:4317',
    propagators: ['tracecontext', 'baggage'],
    sampler: 'parentbased_traceidratio',
    samplerArgument: '0.1',
    languages: ['nodejs'],
  });
});

it('keeps no password, and takes what is not said as not known', () => {
  const exporter = { endpoint: 'http://me:secret@otel:4317' };
  expect(readExample(KIND, { spec: { exporter } }).value.endpoint).toBe(
    'http://otel:4317',
  );
  const spec = { exporter: null, propagators: null, sampler: { argument: 1 } };
  expect(readExample(KIND, { spec }).value).toMatchObject({
    endpoint: null,
    propagators: [],
    sampler: null,
    samplerArgument: '1',
  });
});

it('knows the languages that it says something about', () => {
  const spec = { java: {}, python: {}, cobol: {} };
  expect(readExample(KIND, { spec }).value.languages).toEqual([
    'java',
    'nodejs',
    'python',
  ]);
});
