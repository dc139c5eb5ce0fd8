import type { ModuleSpecInput } from '@orchestr8/backstage-plugin-o8-common';
import { planWith } from '../../__testUtils__/planWith';
import type { ModulePlan } from '../../types';
import { deployment } from './deployment';
import { podMonitor, serviceMonitor } from './monitors';
import { service } from './service';

type Metrics = NonNullable<ModuleSpecInput['spec']['observability']>['metrics'];

function planMetrics(
  metrics: Metrics,
  mesh: 'none' | 'sidecar' | 'ambient' = 'none',
  kind: 'service' | 'worker' = 'service',
): ModulePlan {
  return planWith({ kind, port: 3000 }, { observability: { metrics } }, mesh);
}

/** The few fields that Prometheus and the pods have to agree upon. */
function summary(plan: ModulePlan) {
  const text = JSON.stringify(deployment.emit(plan));
  const find = (pattern: RegExp) => pattern.exec(text)?.[1];
  const [monitor] = [...serviceMonitor.emit(plan), ...podMonitor.emit(plan)];
  const ports = service
    .emit(plan)
    .flatMap(({ spec }) => JSON.stringify(spec).match(/"name":"\w+"/g) ?? []);
  return {
    container: find(/"ports":(\[[^\]]*\])/)
      ?.match(/"name":"(\w+)","containerPort":(\d+)/g)
      ?.map(each => each.replace(/"name":|"containerPort":|"/g, '')),
    service: ports.map(each => each.slice(8, -1)),
    merged: find(/"prometheus.io\/port":"(\d+)"/),
    excluded: find(/"traffic.sidecar.istio.io\/excludeInboundPorts":"(\d+)"/),
    monitor: monitor?.kind,
    endpoint: /"port":"(\w+)","path":"([^"]+)"/
      .exec(JSON.stringify(monitor))
      ?.slice(1)
      .join(' '),
  };
}

describe('metrics', () => {
  it('on the port of callers are asked through the Service', () => {
    expect(summary(planMetrics({}))).toEqual({
      container: ['http,3000'],
      service: ['http'],
      monitor: 'ServiceMonitor',
      endpoint: 'http /metrics',
    });
  });

  it('on a port of their own have one in the Service', () => {
    expect(summary(planMetrics({ port: 9090, path: '/m' }))).toEqual({
      container: ['http,3000', 'metrics,9090'],
      service: ['http', 'metrics'],
      monitor: 'ServiceMonitor',
      endpoint: 'metrics /m',
    });
  });

  it('on a port that takes mutual TLS only come from the sidecar', () => {
    const plan = planMetrics({ path: '/m' }, 'sidecar');
    expect(summary(plan)).toEqual({
      container: ['http,3000'],
      service: ['http', 'metrics'],
      merged: '3000',
      monitor: 'ServiceMonitor',
      endpoint: 'metrics /stats/prometheus',
    });
    expect(service.emit(plan)[0].spec).toMatchObject({
      ports: [
        { name: 'http', port: 80, targetPort: 'http', appProtocol: 'http' },
        { name: 'metrics', port: 15_020, targetPort: 15_020 },
      ],
    });
  });

  it('on a port of their own stay out of the mesh of sidecars', () => {
    expect(summary(planMetrics({ port: 9090 }, 'sidecar'))).toMatchObject({
      container: ['http,3000', 'metrics,9090'],
      service: ['http', 'metrics'],
      excluded: '9090',
      merged: undefined,
      endpoint: 'metrics /metrics',
    });
  });

  it('leave pods alone where no sidecar is', () => {
    expect(summary(planMetrics({ port: 9090 }, 'ambient'))).toMatchObject({
      merged: undefined,
      excluded: undefined,
      endpoint: 'metrics /metrics',
    });
  });

  it('of a worker are asked of its pods', () => {
    expect(summary(planMetrics({}, 'none', 'worker'))).toEqual({
      container: ['metrics,3000'],
      service: [],
      monitor: 'PodMonitor',
      endpoint: 'metrics /metrics',
    });
  });

  it('are selected as the module, and found by Prometheus', () => {
    const plan = planMetrics({});
    const monitorLabels = { release: 'kps', 'orchestr8.io/module': 'other' };
    const { monitoring } = plan.zone.spec;
    const [monitor] = serviceMonitor.emit({
      ...plan,
      zone: {
        ...plan.zone,
        spec: {
          ...plan.zone.spec,
          monitoring: monitoring && { ...monitoring, monitorLabels },
        },
      },
    });
    expect(monitor).toMatchObject({
      apiVersion: 'monitoring.coreos.com/v1',
      metadata: { labels: { release: 'kps', 'orchestr8.io/module': 'shop' } },
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'shop' } },
      },
    });
  });

  it('need no monitor where nobody asks', () => {
    expect(summary(planWith({ kind: 'service' })).monitor).toBeUndefined();
    expect(summary(planWith({ kind: 'worker' }))).toMatchObject({
      container: undefined,
      monitor: undefined,
    });
  });
});
