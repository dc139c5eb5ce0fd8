import { createNamespace, minutesAgo, readFacts } from '../__testUtils__';
import { toKnownFacts } from '../../assess/__testUtils__';
import { namespacesSource, readNamespace } from './namespacesSource';

it('says where its module is, and what it enforces', () => {
  expect(readFacts(namespacesSource, createNamespace())).toEqual([
    {
      type: 'namespaces.namespace',
      subject: { cluster: 'eu-1', namespace: 'billing' },
      places: true,
      value: {
        enforce: 'restricted',
        enforceVersion: 'v1.33',
        createdAt: '2026-09-14T01:20:00.000Z',
      },
    },
  ]);
});

it('enforces nothing by labels that only warn', () => {
  const [{ value }] = readFacts(
    namespacesSource,
    createNamespace({ 'pod-security.kubernetes.io/audit': 'restricted' }),
  );
  expect(value).toMatchObject({ enforce: null, enforceVersion: null });
});

it.each([undefined, null, '', 'yesterday', 7, {}])(
  'has no time of its making in %p',
  creationTimestamp => {
    const object = createNamespace();
    const metadata = { ...object.metadata, creationTimestamp } as never;

    expect(
      readFacts(namespacesSource, { ...object, metadata })[0].value,
    ).toMatchObject({ createdAt: null });
  },
);

it('takes a fact from before it kept that time as one without', () => {
  const [fact] = toKnownFacts({ 'eu-1': [createNamespace()] });
  const value = { enforce: 'restricted', enforceVersion: 'v1.33' };

  expect(readNamespace({ ...fact, value })).toEqual({
    ...value,
    createdAt: null,
  });
});

it('places nothing while it is being deleted', () => {
  const object = createNamespace();
  const deletionTimestamp = minutesAgo(1);
  const metadata = { ...object.metadata, deletionTimestamp };

  expect(readFacts(namespacesSource, { ...object, metadata })[0].places).toBe(
    false,
  );
});
