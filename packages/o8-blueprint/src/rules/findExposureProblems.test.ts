import { linesOf } from './__testUtils__';

const exposure = { kind: 'public', host: 'a.example.com', tls: 'passthrough' };

describe('findExposureProblems', () => {
  it.each([
    { exposure: { ...exposure, tls: 'terminate', paths: ['/a'] } },
    { exposure },
    { exposure: { ...exposure, authentication: false } },
    {
      exposure,
      workload: {
        kind: 'service',
        probes: { liveness: {}, readiness: { path: '/ready', port: 9_001 } },
      },
      observability: { metrics: { port: 9_090 } },
    },
  ])('takes %j', spec => {
    expect(linesOf(spec)).toEqual([]);
  });

  it('says what the gateway cannot see where TLS ends in the module', () => {
    const unseen =
      'is not for "tls: passthrough": the gateway cannot read what is encrypted';
    expect(
      linesOf({
        exposure: {
          ...exposure,
          paths: ['/a'],
          rateLimitPerMinute: 1,
          authentication: true,
        },
        delivery: { strategy: 'canary' },
      }),
    ).toEqual([
      `spec.exposure.paths: ${unseen}`,
      `spec.exposure.rateLimitPerMinute: ${unseen}`,
      `spec.exposure.authentication: ${unseen}`,
      'spec.delivery.strategy: must be rolling with "exposure.tls: passthrough": the gateway sees no requests that it could shift',
    ]);
  });

  it('asks for other ports of what is asked in plain text', () => {
    const plain =
      'must be a port of its own with "exposure.tls: passthrough": that of the workload takes TLS, and this is asked in plain text';
    expect(
      linesOf({
        exposure,
        workload: { kind: 'service', probes: { liveness: { path: '/live' } } },
        observability: { metrics: {} },
      }),
    ).toEqual([
      `spec.workload.probes.liveness.port: ${plain}`,
      `spec.observability.metrics.port: ${plain}`,
    ]);
  });
});
