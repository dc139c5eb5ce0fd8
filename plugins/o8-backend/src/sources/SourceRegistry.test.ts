import { createBackendModule } from '@backstage/backend-plugin-api';
import { startTestBackend } from '@backstage/backend-test-utils';
import {
  o8SourcesExtensionPoint,
  sourceOf,
  type KubernetesObject,
} from '@orchestr8/backstage-plugin-o8-node';
import { toFactRows } from '../facts/toFactRows';
import { certificatesSource } from './__fixtures__/certificates';
import { createNamespace, createObject } from './__testUtils__';
import { builtInSources, SourceRegistry } from './index';

const certificate = createObject({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: { name: 'web', namespace: 'billing' },
  spec: { secretName: 'web-tls' },
  status: {
    notAfter: '2027-01-01T00:00:00Z',
    renewalTime: '2026-12-01T00:00:00Z',
  },
});

/** What a runner and the ingest do with the sources of the registry. */
function read(registry: SourceRegistry, object: KubernetesObject) {
  const kindKey = `cert-manager.io/${object.kind}`;
  return toFactRows({
    object,
    kindKey,
    sources: registry
      .list()
      .filter(({ kinds }) =>
        kinds.some(({ group, kind }) => `${group}/${kind}` === kindKey),
      ),
    context: { cluster: 'eu-1', resolveCluster: () => null },
    ownership: { platformNamespaces: new Set() },
  });
}

describe('a source of somebody else', () => {
  it('is added by one line, and its facts come through', () => {
    const registry = new SourceRegistry(builtInSources);
    registry.addSource(certificatesSource);

    expect(read(registry, certificate)).toMatchObject({
      rows: [
        {
          observedOn: 'eu-1',
          kind: 'cert-manager.io/Certificate',
          namespace: 'billing',
          name: 'web',
          uid: '',
          type: 'certificates.certificate',
          key: '',
          source: 'certificates',
          apiVersion: 'cert-manager.io/v1',
          ownModule: null,
          binds: 'object',
          places: false,
          subjectCluster: 'eu-1',
          subjectNamespace: 'billing',
          value: { notAfter: '2027-01-01T00:00:00Z' },
          volatile: { renewalTime: '2026-12-01T00:00:00Z' },
          evidenceAt: null,
        },
      ],
      unreadable: [],
    });
  });

  it('may be added by a module of the backend', async () => {
    const registry = new SourceRegistry();
    const backend = await startTestBackend({
      extensionPoints: [[o8SourcesExtensionPoint, registry]],
      features: [
        createBackendModule({
          pluginId: 'o8',
          moduleId: 'certificates',
          register(env) {
            env.registerInit({
              deps: { sources: o8SourcesExtensionPoint },
              async init({ sources }) {
                sources.addSource(certificatesSource);
              },
            });
          },
        }),
      ],
    });
    await backend.stop();

    expect(registry.list()).toEqual([certificatesSource]);
  });

  it('that fails on an object fails alone', () => {
    const registry = new SourceRegistry([certificatesSource]);
    const { rows, unreadable } = read(registry, {
      ...certificate,
      status: { notAfter: 'soon' },
    });

    expect(rows).toEqual([]);
    expect(unreadable).toEqual([
      {
        source: 'certificates',
        object: 'Certificate billing web',
        message: expect.stringContaining('notAfter'),
      },
    ]);
  });
});

describe('SourceRegistry', () => {
  it('keeps the order, and what is there already is not added again', () => {
    const registry = new SourceRegistry(builtInSources);

    expect(registry.list()).toEqual(builtInSources);
    expect(() => registry.addSource({ ...builtInSources[0] })).toThrow(
      expect.objectContaining({
        name: 'ConflictError',
        message: 'There is a source "namespaces" already',
      }),
    );
    expect(registry.list()).toHaveLength(builtInSources.length);
  });

  it('gives a list of its own', () => {
    const registry = new SourceRegistry(builtInSources);
    registry.list().pop();
    expect(registry.list()).toEqual(builtInSources);
  });
});

it.each(builtInSources)('$id gives facts of its own types only', source => {
  expect(source.id).toMatch(/^[A-Za-z0-9-]+$/);
  const { kind, group } = source.kinds[0];
  const object = createObject({
    ...createNamespace(),
    apiVersion: group ? `${group}/v1` : 'v1',
    kind,
    spec: {},
    status: {},
  });
  const facts = source.toFacts(object, {
    cluster: 'eu-1',
    resolveCluster: () => null,
  });
  for (const { type } of facts) {
    expect(sourceOf(type)).toBe(source.id);
  }
});
