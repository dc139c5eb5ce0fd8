import { z } from 'zod';
import { findSurprises } from '../__testUtils__';
import { systemsShape } from './systems';

const PODS = { namespace: 'monitoring', podLabels: { app: 'prometheus' } };

it('systemsShape takes and refuses what it should, and says why', () => {
  expect(
    findSurprises(z.strictObject(systemsShape), {
      takes: [
        {},
        { monitoring: { ...PODS, monitorLabels: { release: 'prometheus' } } },
        { tracing: { ...PODS, service: 'otel-collector' } },
        { logging: { operator: 'fluent-operator' } },
        {
          secrets: {
            operator: 'sealed-secrets',
            certificates: { 'eu-1': 'P' },
          },
        },
        {
          events: {
            nats: { ...PODS, url: 'nats://nats.nats.svc:4222' },
            kafka: {
              ...PODS,
              cluster: 'main',
              bootstrap: 'main.kafka.svc:9093',
            },
          },
        },
        { database: { cluster: 'shared-pg', namespace: 'platform-db' } },
        {
          objectStorage: {
            url: 's3://backups/eu-1',
            cidrs: ['203.0.113.0/24'],
          },
        },
        { owners: { groups: { 'group:default/Ops': 'ops' }, prefix: 'oidc:' } },
        {
          images: { node: `registry.example/node:24@sha256:${'a'.repeat(64)}` },
          ci: 'gitlab',
        },
        { versions: { kubernetes: '1.36' }, traffic: { kind: 'none' } },
        {
          policies: { engine: 'kyverno' },
          tools: { cli: 'npm:@acme/o8-cli@1.2.3' },
        },
      ],
      refuses: [
        [
          { monitoring: { namespace: 'a' } },
          'monitoring.podLabels: is missing',
        ],
        [
          { monitoring: { ...PODS, monitorLabels: {} } },
          /^monitoring\.monitorLabels: needs at least one label/,
        ],
        [
          {
            tracing: { ...PODS, service: 'otel', grpcPort: 0 },
            logging: { operator: 'splunk' },
            database: { cluster: 'a', namespace: 'b', retention: 'ever' },
            ci: 'jenkins',
            policies: { engine: 'opa' },
            traffic: { kind: 'dns' },
          },
          'tracing.grpcPort: must be 1 to 65535',
          'logging.operator: must be one of fluent-operator, logging-operator',
          'database.retention: is not a length of time such as 15m, 24h or 7d',
          'policies.engine: must be one of kyverno',
          'ci: must be one of github, gitlab',
          'traffic.kind: must be one of external-dns, load-balancer, none',
        ],
        ...['admin', 'cluster-admin', 'edit'].map(
          (clusterRole): [unknown, string] => [
            { owners: { clusterRole } },
            'owners.clusterRole: would let people read secrets and change what git says',
          ],
        ),
        [
          { owners: { prefix: 'a b' } },
          'owners.prefix: is not a prefix such as oidc:',
        ],
        [
          { images: { node: 'node' } },
          'images.node: needs a tag or a digest: without one it would be "latest"',
          'images.node: needs a digest: what code is built on does not change by itself',
        ],
        [
          { images: { nodejs: 'node:24' } },
          'images.nodejs: is not a field that this version knows',
        ],
      ],
      hostile: [
        prefix => ({ owners: { prefix } }),
        group => ({ owners: { groups: { 'group:default/a': group } } }),
        url => ({ objectStorage: { url } }),
        cluster => ({ database: { cluster, namespace: 'a' } }),
      ],
    }),
  ).toEqual([]);
});
