import {
  createApplication,
  createObject,
  DEFINITIONS,
} from '../../__testUtils__';
import type { KubeObject, ResourceDefinition } from '../../types';
import { serializeList } from './serializeList';

const definitionOf = (kind: string) =>
  DEFINITIONS.find(each => each.kind === kind) as ResourceDefinition;

describe('serializeList', () => {
  const metadata = { resourceVersion: '5' };
  const now = new Date('2026-01-03T00:00:00Z');
  const write = (
    kind: string,
    objects: KubeObject[],
    representation: 'object' | 'partial' | 'table' = 'object',
  ) => [
    ...serializeList({
      definition: definitionOf(kind),
      representation,
      metadata,
      objects,
      now,
    }),
  ];
  const read = (chunks: string[]) => JSON.parse(chunks.join(''));
  const one = createApplication('a/one');

  it.each(['object', 'partial', 'table'] as const)(
    'writes empty and short lists as one piece (%s)',
    representation => {
      for (const objects of [[], [one], [one, one]]) {
        const chunks = write('Application', objects, representation);
        expect(chunks).toHaveLength(1);
        const { items, rows, metadata: written } = read(chunks);
        expect(items ?? rows).toHaveLength(objects.length);
        expect(written).toEqual(metadata);
      }
    },
  );

  it('writes a long list in pieces that are one document', () => {
    const objects = Array.from({ length: 500 }, (_, index) =>
      createObject('v1', 'ConfigMap', `a/c-${index}`, {
        data: { text: `]}"${'x'.repeat(2_000)}` },
      }),
    );
    const chunks = write('ConfigMap', objects);
    expect(chunks.length).toBeGreaterThan(3);
    for (const chunk of chunks) {
      expect(chunk.length).toBeLessThan(300_000);
    }
    expect(read(chunks).items).toHaveLength(500);
  });

  it('names the kind of the list', () => {
    expect(read(write('Application', [one]))).toEqual({
      kind: 'ApplicationList',
      apiVersion: 'argoproj.io/v1alpha1',
      metadata,
      items: [one],
    });
    expect(read(write('Application', [one], 'partial'))).toEqual({
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: [
        {
          kind: 'PartialObjectMetadata',
          apiVersion: 'meta.k8s.io/v1',
          metadata: one.metadata,
        },
      ],
    });
    const table = read(write('Application', [one], 'table'));
    expect(table.columnDefinitions).toHaveLength(2);
    expect(table.rows[0].cells).toEqual(['one', '2d']);
    expect(table.rows[0].object.kind).toBe('PartialObjectMetadata');
  });

  it('leaves out the kind of built-in items', () => {
    const pod = createObject('v1', 'Pod', 'a/p');
    expect(read(write('Pod', [pod])).items).toEqual([
      { metadata: pod.metadata },
    ]);
  });
});
