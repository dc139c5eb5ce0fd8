import { changeExample, readExample, readFacts } from '../__testUtils__';
import { monitorsSource } from './monitorsSource';

it.each(['ServiceMonitor', 'PodMonitor'])('says that there is a %s', kind => {
  const kindKey = `monitoring.coreos.com/${kind}`;
  const expected = {
    type: 'monitors.monitor',
    subject: { cluster: 'eu-1', namespace: 'billing' },
    value: {
      release: 'kube-prometheus-stack',
      createdAt: '2026-11-15T13:20:00.000Z',
    },
  };
  expect(readExample(kindKey)).toEqual(expected);

  // What a cluster gives of it where only metadata is asked for.
  const {
    spec: _spec,
    status: _status,
    ...partial
  } = changeExample(kindKey, {});
  expect(readFacts(monitorsSource, partial as never)).toEqual([expected]);
  expect(
    readExample(kindKey, { metadata: { labels: {} } }).value.release,
  ).toBeNull();
});

it('asks for metadata only', () => {
  expect(monitorsSource.kinds).toHaveLength(2);
  for (const kind of monitorsSource.kinds) {
    expect(kind.metadataOnly).toBe(true);
  }
});
