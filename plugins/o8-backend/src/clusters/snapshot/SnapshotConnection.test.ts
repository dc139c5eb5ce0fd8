import { createMockDirectory } from '@backstage/backend-test-utils';
import { createWriteStream } from 'node:fs';
import { rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, type Header } from 'tar-stream';
import { stringify } from 'yaml';
import type { WatchEvent } from '../ClusterConnection';
import { SnapshotConnection, type SnapshotConnectionOptions } from '.';

const { signal } = new AbortController();
const BACKUPS = {
  group: 'velero.io',
  version: 'v1',
  kind: 'Backup',
  plural: 'backups',
};
const NAMESPACES = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
};

const backup = (name: string, rest: object = {}) => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: { name, namespace: 'velero', uid: `u-${name}` },
  ...rest,
});

async function writeArchive(
  file: string,
  entries: [Partial<Header> & { name: string }, string?][],
): Promise<void> {
  const archive = pack();
  entries.forEach(([header, content]) => archive.entry(header, content ?? ''));
  archive.finalize();
  await (file.endsWith('.tar')
    ? pipeline(archive, createWriteStream(file))
    : pipeline(archive, createGzip(), createWriteStream(file)));
}

describe('SnapshotConnection', () => {
  const directory = createMockDirectory();
  const warnings: string[] = [];
  let connection: SnapshotConnection;

  beforeEach(() => {
    directory.clear();
    warnings.splice(0);
  });

  function connect(options: SnapshotConnectionOptions = {}) {
    connection = new SnapshotConnection({
      name: 'old',
      directory: options.archive ? undefined : directory.path,
      timing: { pollIntervalMs: 10 },
      logger: {
        warn: (message, meta) =>
          warnings.push(`${message} ${JSON.stringify(meta)}`),
      },
      ...options,
    });
    return connection;
  }

  async function listAll(kind = BACKUPS) {
    const objects = [];
    let version = '';
    for await (const page of connection.list(kind, { signal })) {
      objects.push(...page.objects);
      version = page.resourceVersion;
    }
    return { objects, version, names: objects.map(o => o.metadata.name) };
  }

  it('reads documents, lists and JSON, and passes over everything else', async () => {
    directory.setContent({
      'backups.yaml': [backup('a'), backup('b')]
        .map(o => stringify(o))
        .join('---\n'),
      'nested/deep/list.yml': stringify({
        apiVersion: 'v1',
        kind: 'List',
        items: [
          backup('c'),
          { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
        ],
      }),
      'typed.json': JSON.stringify({
        apiVersion: 'velero.io/v1',
        kind: 'BackupList',
        metadata: { resourceVersion: '7' },
        items: [{ metadata: { name: 'd', namespace: 'velero', uid: 'u' } }],
      }),
      'values.yaml': 'replicas: 3\n',
      'empty.yaml': '',
      'README.md': 'not: [yaml',
      '.git/config.yaml': 'not: [yaml',
    });
    connect();
    const { objects, names } = await listAll();
    expect(names).toEqual(['a', 'b', 'c', 'd']);
    expect(objects[3]).toMatchObject({
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
    });
    const secrets = { ...NAMESPACES, kind: 'Secret', plural: 'secrets' };
    expect((await listAll(secrets)).names).toEqual([]);
    expect(warnings).toEqual([]);
    expect((await connection.probe({ signal })).description).toBe(
      'Snapshot with 4 objects',
    );
  });

  it('has the kinds that are in it, in a version that is understood', async () => {
    directory.setContent({ 'a.yaml': stringify(backup('a')) });
    const { group, kind, plural } = BACKUPS;
    expect(
      await connect().discover([
        { group, kind, plural },
        { group, kind, plural, versions: ['v2', 'v1'] },
        { group, kind, plural, versions: ['v2'] },
        { group: 'other.io', kind, plural },
        { group: '', kind: 'Namespace', plural: 'namespaces' },
        { group, kind, plural, metadataOnly: true },
      ]),
    ).toEqual([
      BACKUPS,
      BACKUPS,
      null,
      null,
      null,
      { ...BACKUPS, metadataOnly: true },
    ]);
  });

  it('counts an object that stands in several files once, and names what has no uid', async () => {
    const manifest = {
      ...backup('a'),
      metadata: { name: 'a', namespace: 'velero' },
    };
    directory.setContent({
      '1/a.yaml': stringify(backup('a', { spec: { ttl: 'old' } })),
      '2/a.yaml': stringify({ ...manifest, spec: { ttl: 'new' } }),
    });
    connect();
    const { objects } = await listAll();
    expect(objects).toMatchObject([{ spec: { ttl: 'new' } }]);
    expect(objects[0].metadata.uid).toMatch(/^snapshot-[0-9a-f]{32}$/);
    const [again] = (await listAll()).objects;
    expect(again.metadata.uid).toBe(objects[0].metadata.uid);
  });

  it('gives only the metadata of kinds of which no more is wanted', async () => {
    directory.setContent({
      'a.yaml': stringify(backup('a', { spec: { x: 1 } })),
    });
    connect();
    const { objects } = await listAll({
      ...BACKUPS,
      ...{ metadataOnly: true },
    });
    expect(Object.keys(objects[0]).sort()).toEqual([
      'apiVersion',
      'kind',
      'metadata',
    ]);
  });

  it('says when it was taken: as written in it, or as its newest file', async () => {
    directory.setContent({
      'a.yaml': stringify(backup('a')),
      'b.yaml': stringify(backup('b')),
    });
    const newest = new Date('2026-02-03T04:05:06Z');
    await utimes(directory.resolve('a.yaml'), newest, newest);
    await utimes(
      directory.resolve('b.yaml'),
      newest,
      new Date('2026-01-01T00:00:00Z'),
    );
    connect();
    expect((await connection.probe({ signal })).takenAt).toBe(
      '2026-02-03T04:05:06.000Z',
    );

    await writeFile(
      directory.resolve('o8-snapshot.yaml'),
      'takenAt: 2025-12-31T23:00:00+01:00\ndescription: Before the move\n',
    );
    expect(await connection.probe({ signal })).toEqual({
      takenAt: '2025-12-31T22:00:00.000Z',
      description: 'Before the move',
    });

    await writeFile(
      directory.resolve('o8-snapshot.yaml'),
      'takenAt: yesterday',
    );
    expect((await connection.probe({ signal })).description).toMatch(
      /1 of its files cannot be read, the first is o8-snapshot\.yaml: it needs "takenAt"/,
    );
  });

  it('names broken files and goes on with the others, and with what they said before', async () => {
    directory.setContent({
      'a.yaml': stringify(backup('a')),
      'b.yaml': 'a: [1',
      'c.json': '{"a":',
      'bomb.yaml': `a: &a [x, x, x, x, x, x, x, x, x]\n${[
        'b',
        'c',
        'd',
        'e',
        'f',
      ]
        .map(
          (name, index) =>
            `${name}: &${name} [${Array(9)
              .fill(`*${'abcde'[index]}`)
              .join(', ')}]`,
        )
        .join('\n')}\n`,
      'good.yaml': stringify(backup('good')),
    });
    connect();
    expect((await listAll()).names).toEqual(['a', 'good']);
    expect(warnings).toHaveLength(1);
    for (const name of ['b.yaml', 'c.json', 'bomb.yaml']) {
      expect(warnings[0]).toContain(`${name}: `);
    }
    await listAll();
    expect(warnings).toHaveLength(1);

    await writeFile(directory.resolve('good.yaml'), 'half: [of it');
    expect((await listAll()).names).toEqual(['a', 'good']);
    await rm(directory.resolve('good.yaml'));
    expect((await listAll()).names).toEqual(['a']);
  });

  it('repeats nothing of a file that it cannot read', async () => {
    directory.setContent({
      'a.json': '{"data":{"password": geheim}}',
      'b.yaml': 'data: {password: "geheim\\q"}',
      'c.yaml': 'data: *geheim',
      'd.yaml': 'geheim: 1\ngeheim: 2',
    });
    connect();
    const { description } = await connection.probe({ signal });
    expect(description).toMatch(/^Snapshot with 0 objects; 4 of its files/);
    expect(warnings[0]).toContain('a.json: it is not JSON');
    expect(`${description} ${warnings}`).not.toMatch(/geheim/);
  });

  it('takes long files in short documents, and refuses a document that would take minutes', async () => {
    const padded = (name: string) =>
      stringify(backup(name, { spec: { note: 'x'.repeat(1_200_000) } }));
    directory.setContent({
      'directive.yaml': `%YAML 1.2\n---\n${stringify(backup('c'))}`,
      'many.yaml': `${padded('a')}--- # next\n${padded('b')}`,
      'one.yaml': `${padded('d')}${'\n# comment'.repeat(200_000)}`,
    });
    connect();
    expect((await listAll()).names).toEqual(['c', 'a', 'b']);
    expect(warnings[0]).toMatch(/one\.yaml: .*as JSON it may be/);
  });

  it('follows no links, and takes no file that is too long', async () => {
    directory.setContent({
      'in/a.yaml': stringify(backup('a')),
      'out/b.yaml': stringify(backup('b')),
    });
    await symlink(
      directory.resolve('out/b.yaml'),
      directory.resolve('in/link.yaml'),
    );
    await symlink(directory.resolve('out'), directory.resolve('in/linked'));
    await writeFile(directory.resolve('in/long.yaml'), '');
    // Of zeros that take no place on the disk.
    await truncate(directory.resolve('in/long.yaml'), 65 * 1024 * 1024);
    connect({ directory: directory.resolve('in') });
    expect((await listAll()).names).toEqual(['a']);
    expect(warnings.join()).toContain(
      'long.yaml: The snapshot cannot be read: it is longer',
    );
  });

  it.each(['s.tar', 's.tar.gz', 's.tgz'])(
    'reads the archive %s',
    async name => {
      const archive = directory.resolve(name);
      const mtime = new Date('2026-03-04T05:06:07Z');
      const folder = 'resources/backups.velero.io';
      await writeArchive(archive, [
        [{ name: 'metadata/version', mtime }, '1.1.0'],
        [
          { name: `${folder}/namespaces/velero/a.json`, mtime },
          JSON.stringify(backup('a')),
        ],
        [
          { name: `${folder}/v1-preferredversion/namespaces/velero/a.json` },
          JSON.stringify(backup('a')),
        ],
        [{ name: '../../b.yaml', mtime }, stringify(backup('b'))],
        [{ name: 'link.yaml', type: 'symlink', linkname: '/etc/passwd' }],
        [{ name: 'broken.yaml', mtime }, 'a: ['],
      ]);
      connect({ archive });
      expect((await listAll()).names).toEqual(['a', 'b']);
      expect(warnings.join()).toContain('broken.yaml: ');
      const { takenAt } = await connection.probe({ signal });
      expect(takenAt).toMatch(/^20/);
    },
  );

  it.each<[string, (path: string) => Promise<void>, RegExp]>([
    ['not there', async () => undefined, /it is not there/],
    [
      'no archive',
      path => writeFile(path, 'x'.repeat(2_000)),
      /cannot be opened/,
    ],
  ])('cannot be reached when its archive is %s', async (_, prepare, words) => {
    const archive = directory.resolve('x.tgz');
    await prepare(archive);
    connect({ archive });
    const attempts = [
      connection.probe({ signal }),
      connection.discover([BACKUPS]),
      listAll(),
    ];
    for (const attempt of attempts) {
      await expect(attempt).rejects.toMatchObject({
        code: 'unreachable',
        message: expect.stringMatching(words),
      });
    }
  });

  it('cannot be reached while its directory is not there', async () => {
    connect({ directory: directory.resolve('none') });
    await expect(connection.probe({ signal })).rejects.toMatchObject({
      code: 'unreachable',
      message: 'The snapshot cannot be read: it is not there',
    });
  });

  async function nextChange(iterator: AsyncIterator<WatchEvent>) {
    for (;;) {
      const { value } = await iterator.next();
      if (value.type !== 'BOOKMARK') {
        return `${value.type} ${value.object.metadata.name}`;
      }
    }
  }

  it('tells what changes when its files do', async () => {
    directory.setContent({
      'a.yaml': stringify(backup('a')),
      'b.yaml': stringify(backup('b')),
    });
    connect();
    const { version: resourceVersion } = await listAll();
    const abort = new AbortController();
    const events = await connection.watch(BACKUPS, {
      resourceVersion,
      signal: abort.signal,
    });
    const iterator = events[Symbol.asyncIterator]();
    await writeFile(
      directory.resolve('a.yaml'),
      stringify(backup('a', { spec: { x: 'changed' } })),
    );
    expect(await nextChange(iterator)).toBe('MODIFIED a');
    await writeFile(directory.resolve('c.yaml'), stringify(backup('c')));
    expect(await nextChange(iterator)).toBe('ADDED c');
    await rm(directory.resolve('b.yaml'));
    expect(await nextChange(iterator)).toBe('DELETED b');
    expect((await iterator.next()).value).toMatchObject({ type: 'BOOKMARK' });
    const next = iterator.next();
    abort.abort();
    await expect(next).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('needs a list before it can tell what changes', async () => {
    directory.setContent({});
    connect();
    await expect(
      connection.watch(BACKUPS, { resourceVersion: '', signal }),
    ).rejects.toMatchObject({ code: 'gone' });
    expect((await listAll()).names).toEqual([]);
  });
});
