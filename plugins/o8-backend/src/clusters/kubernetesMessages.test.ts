import type { ServedKind } from './ClusterConnection';
import { BACKUPS, CONFIG_MAPS } from './__testUtils__/createTinyWorld';
import { toKindPath, toObject, toWatchEvent } from './kubernetesMessages';

const object = {
  metadata: { name: 'a', namespace: 'b', uid: 'u', resourceVersion: '7' },
  spec: { any: ['thing'] },
};

describe('toKindPath', () => {
  it.each<[ServedKind, string]>([
    [CONFIG_MAPS, '/api/v1/configmaps'],
    [BACKUPS, '/apis/velero.io/v1/backups'],
    [
      { group: 'a/../b', version: 'v1?x', kind: 'C', plural: 'c d' },
      '/apis/a%2F..%2Fb/v1%3Fx/c%20d',
    ],
  ])('of %j is %s', (kind, path) => {
    expect(toKindPath(kind)).toBe(path);
  });
});

describe('toObject', () => {
  it('adds what items of a list leave out, and keeps the rest', () => {
    expect(toObject(object, BACKUPS)).toEqual({
      ...object,
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
    });
    expect(toObject(object, CONFIG_MAPS).apiVersion).toBe('v1');
  });

  it.each([[null], ['text'], [7]])('forgives labels that are %p', labels => {
    const input = { metadata: { name: 'a', labels, annotations: labels } };
    const { metadata } = toObject(input, BACKUPS);
    expect(metadata.labels).toBeUndefined();
    expect(metadata.annotations).toBeUndefined();
    expect(metadata.uid).toBe('');
  });

  it.each([
    [null],
    [7],
    [{}],
    [{ metadata: {} }],
    [{ metadata: { name: '' } }],
  ])('refuses %j', input => {
    expect(() => toObject(input, BACKUPS)).toThrow(
      'The cluster answered something that cannot be read: an object of kind Backup without a name',
    );
  });
});

describe('toWatchEvent', () => {
  const parse = (event: unknown) =>
    toWatchEvent(JSON.stringify(event), BACKUPS);

  it.each(['ADDED', 'MODIFIED', 'DELETED'])('reads %s', type => {
    expect(parse({ type, object })).toEqual({
      type,
      object: { ...object, apiVersion: 'velero.io/v1', kind: 'Backup' },
      resourceVersion: '7',
    });
  });

  it('reads a bookmark, which has no name', () => {
    const bookmark = { metadata: { resourceVersion: '9' } };
    expect(parse({ type: 'BOOKMARK', object: bookmark })).toEqual({
      type: 'BOOKMARK',
      resourceVersion: '9',
    });
  });

  it.each([
    [{ code: 410, message: 'too old' }, 'gone'],
    [{ code: 500, reason: 'Expired' }, 'gone'],
    [{ code: 403 }, 'forbidden'],
    [{ code: 'x' }, 'failed'],
    [null, 'failed'],
  ])('throws the error %j', (status, code) => {
    expect(() => parse({ type: 'ERROR', object: status })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it.each([
    ['{', 'a line of a watch that is not JSON'],
    ['null', 'the answer: Invalid input'],
    ['{"type":"PARTY","object":{}}', 'type: Invalid option'],
    ['{"type":"BOOKMARK","object":{}}', 'metadata: Invalid input'],
    ['{"type":"ADDED","object":{}}', 'kind Backup without a name'],
    [
      '{"type":"ADDED","object":{"metadata":{"name":"a"}}}',
      'an event of kind Backup without a version',
    ],
  ])('refuses %s', (line, message) => {
    expect(() => toWatchEvent(line, BACKUPS)).toThrow(
      expect.objectContaining({
        code: 'invalid',
        message: expect.stringContaining(message),
      }),
    );
  });
});
