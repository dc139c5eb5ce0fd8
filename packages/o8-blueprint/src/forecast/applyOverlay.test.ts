import type { Manifest } from '../types';
import { applyOverlay } from './applyOverlay';
import type { PlannedObject } from './indexPlan';

const planned = (object: Manifest): PlannedObject => ({
  repository: 'module',
  path: 'x.yaml',
  object,
});
const deployment = (spec: object): Manifest => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a' },
  spec,
});

function apply(kustomization: object, files: Record<string, Manifest[]> = {}) {
  const { objects, unread } = applyOverlay({
    kustomization: { resources: ['../../base'], ...kustomization },
    base: [
      planned(
        deployment({
          replicas: 3,
          old: true,
          list: [1, 2],
          containers: [
            { name: 'a', image: 'r/a', env: [{ name: 'X', value: '1' }] },
            { name: 'b', image: 'r/b' },
          ],
        }),
      ),
    ],
    read: name => files[name]?.map(planned),
  });
  return { objects: objects.map(({ object }) => object), unread };
}

describe('applyOverlay', () => {
  it('merges patches as kustomize does: by name, by null, lists as a whole', () => {
    const { objects, unread } = apply(
      { patches: [{ path: 'p.yaml' }] },
      {
        'p.yaml': [
          deployment({
            replicas: 5,
            old: null,
            list: [3],
            containers: [
              { name: 'a', env: [{ name: 'Y', value: '2' }] },
              { name: 'b', $patch: 'delete' },
            ],
          }),
        ],
      },
    );
    expect(unread).toEqual([]);
    expect(objects[0].spec).toEqual({
      replicas: 5,
      list: [3],
      containers: [
        {
          name: 'a',
          image: 'r/a',
          env: [
            { name: 'X', value: '1' },
            { name: 'Y', value: '2' },
          ],
        },
      ],
    });
  });

  it('leaves objects alone that a patch is not for', () => {
    const other = { ...deployment({ replicas: 1 }), metadata: { name: 'b' } };
    const { objects } = apply(
      { patches: [{ path: 'p.yaml' }] },
      { 'p.yaml': [other] },
    );
    expect(objects[0].spec).toMatchObject({ replicas: 3 });
  });

  it('adds resources, the namespace and the images', () => {
    const more = { ...deployment({}), kind: 'StatefulSet' };
    const { objects } = apply(
      {
        namespace: 'n',
        resources: ['../../base', 'more.yaml'],
        images: [
          { name: 'r/a', newName: 'q/a', newTag: '1', digest: 'sha256:0' },
        ],
      },
      { 'more.yaml': [more] },
    );
    expect(objects.map(({ kind }) => kind)).toEqual([
      'Deployment',
      'StatefulSet',
    ]);
    expect(objects.map(({ metadata }) => metadata.namespace)).toEqual([
      'n',
      'n',
    ]);
    expect(JSON.stringify(objects)).toContain('q/a:1@sha256:0');
    expect(JSON.stringify(objects)).toContain('r/b');
  });

  it('deploys nothing of a base that it does not name', () => {
    expect(apply({ resources: [] }).objects).toEqual([]);
  });

  it('says what it does not understand', () => {
    expect(
      apply({
        components: ['x'],
        patches: [{ path: 'gone.yaml' }, { patch: '[]' }],
      }).unread,
    ).toEqual([
      'the overlay has "components"',
      'the overlay has something that is no file of ours',
    ]);
  });
});
