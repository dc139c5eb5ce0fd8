import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { specWith } from '../../__testUtils__/planWith';
import { toProbes } from './probes';

type Probes = ModuleSpecInput['spec']['workload']['probes'];

const OPEN = { tcpSocket: { port: 'http' } };

function probesOf(kind: 'service' | 'worker', probes?: Probes): object {
  return toProbes(specWith({ kind, probes, port: 3000 }).spec.workload);
}

describe('toProbes', () => {
  it('asks whether the port of a service is open', () => {
    expect(probesOf('service')).toEqual({
      startupProbe: { ...OPEN, periodSeconds: 2, failureThreshold: 30 },
      livenessProbe: { ...OPEN, periodSeconds: 10 },
      readinessProbe: { ...OPEN, periodSeconds: 5 },
    });
  });

  it('keeps the others where one is given', () => {
    const probes = { readiness: { path: '/ready', timeoutSeconds: 3 } };
    expect(probesOf('service', probes)).toMatchObject({
      startupProbe: OPEN,
      livenessProbe: OPEN,
      readinessProbe: {
        httpGet: { path: '/ready', port: 'http' },
        periodSeconds: 5,
        timeoutSeconds: 3,
      },
    });
  });

  it('asks a worker what is given only, by number: it has no named port', () => {
    expect(probesOf('worker')).toEqual({});
    expect(probesOf('worker', { liveness: { path: '/live' } })).toEqual({
      livenessProbe: {
        httpGet: { path: '/live', port: 3000 },
        periodSeconds: 10,
      },
    });
  });

  it.each([
    [{ path: '/x', port: 9000 }, { httpGet: { path: '/x', port: 9000 } }],
    [{ port: 9000 }, { tcpSocket: { port: 9000 } }],
    [{ command: ['/bin/check'] }, { exec: { command: ['/bin/check'] } }],
    [{ periodSeconds: 30 }, OPEN],
  ])('makes of %j %j', (startup, handler) => {
    const { startupProbe } = {
      startupProbe: {},
      ...probesOf('service', { startup }),
    };
    expect(startupProbe).toEqual({
      periodSeconds: 'periodSeconds' in startup ? 30 : 2,
      failureThreshold: 30,
      ...handler,
    });
  });

  it('never names a host', () => {
    const probes = { liveness: { path: '/a' }, readiness: { port: 9000 } };
    expect(JSON.stringify(probesOf('service', probes))).not.toContain('host');
  });
});
