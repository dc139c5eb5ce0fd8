import { createNamespace, minutesAgo, readFacts } from '../__testUtils__';
import { namespacesSource } from './namespacesSource';

it('says where its module is, and what it enforces', () => {
  expect(readFacts(namespacesSource, createNamespace())).toEqual([
    {
      type: 'namespaces.namespace',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      places: true,
      value: { enforce: 'restricted', enforceVersion: 'v1.33' },
    },
  ]);
});

it('enforces nothing by labels that only warn', () => {
  const [{ value }] = readFacts(
    namespacesSource,
    createNamespace({ 'pod-security.kubernetes.io/audit': 'restricted' }),
  );
  expect(value).toEqual({ enforce: null, enforceVersion: null });
});

it('places nothing while it is being deleted', () => {
  const object = createNamespace();
  const deletionTimestamp = minutesAgo(1);
  const metadata = { ...object.metadata, deletionTimestamp };

  expect(readFacts(namespacesSource, { ...object, metadata })[0].places).toBe(
    false,
  );
});
