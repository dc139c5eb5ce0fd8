import { chmodSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { commitAll, createFolder, readTree, runGit } from '../__testUtils__';
import { readBlobs } from './readBlobs';

const hash = (folder: string, content: string | Buffer) => {
  writeFileSync(path.join(folder, 'x'), content);
  return runGit(folder, 'hash-object -w x').trim();
};

describe('readBlobs', () => {
  const env = process.env;
  afterEach(() => {
    process.env = env;
  });

  it('reads texts by their ids, and leaves out what is none or not there', async () => {
    const folder = createFolder({ 'a/b.txt': 'first\n' });
    commitAll(folder);
    const texts = ['', 'one\n', 'é 🚀 without an end', 'two\nlines\n\n'];
    const ids = texts.map(text => hash(folder, text));
    const binary = hash(folder, Buffer.from([0xff, 0xfe, 10]));
    const large = hash(folder, 'x'.repeat(1024 * 1024 + 1));
    const tree = runGit(folder, 'rev-parse HEAD^{tree}').trim();
    const before = Object.keys(readTree(folder));
    const read = await readBlobs(path.join(folder, 'a'), [
      'f'.repeat(40),
      binary,
      ...ids,
      large,
      tree,
      'HEAD',
      '--batch-all-objects',
      ids[0],
    ]);
    expect(read).toEqual({
      texts: new Map(texts.map((text, index) => [ids[index], text])),
    });
    expect(Object.keys(readTree(folder))).toEqual(before);
  });

  it('asks nobody when there is nothing to ask', async () => {
    const read = await readBlobs('/does/not/exist', ['HEAD', '']);
    expect(read).toEqual({ texts: new Map() });
  });

  it('says why it was not answered', async () => {
    const id = 'a'.repeat(40);
    const folder = createFolder();
    expect((await readBlobs(folder, [id])).failure).toMatch(
      /not a git repository/,
    );
    const missing = path.join(folder, 'no');
    expect((await readBlobs(missing, [id])).failure).toMatch(/cannot change/);
    process.env = { ...env, PATH: folder };
    expect(await readBlobs(folder, [id])).toEqual({
      texts: new Map(),
      failure: 'git is not installed',
    });
  });

  it('is led astray by neither the environment nor the configuration', async () => {
    const folder = createFolder({ 'a.txt': 'a\n' });
    commitAll(folder);
    const marker = path.join(folder, 'ran');
    const script = path.join(folder, 'script');
    writeFileSync(script, `#!/bin/sh\ntouch ${marker}\n`);
    chmodSync(script, 0o755);
    for (const key of ['core.pager', 'core.fsmonitor', 'core.sshCommand']) {
      runGit(folder, ['config', key, script]);
    }
    process.env = {
      ...env,
      GIT_DIR: '/does/not/exist',
      GIT_PAGER: script,
      GIT_TRACE: marker,
    };
    const id = runGit(folder, 'hash-object a.txt').trim();
    expect((await readBlobs(folder, [id])).texts.get(id)).toBe('a\n');
    expect(Object.keys(readTree(folder))).not.toContain('ran');
  });

  it('hears what its user says of git: which clones of others are safe', async () => {
    const folder = createFolder({ 'a.txt': 'a\n' });
    commitAll(folder);
    const id = runGit(folder, 'hash-object a.txt').trim();
    const config = path.join(createFolder(), 'config');
    process.env = { ...env, GIT_CONFIG_GLOBAL: config };
    writeFileSync(config, `[safe]\n\tdirectory = ${folder}\n`);
    expect(await readBlobs(folder, [id])).toEqual({
      texts: new Map([[id, 'a\n']]),
    });
    // Who owns a folder is not ours to change in a test: that it is read shows so.
    writeFileSync(config, '[safe\n');
    expect((await readBlobs(folder, [id])).failure).toMatch(/bad config/);
  });

  it('fetches nothing that a partial clone has left out', async () => {
    const origin = createFolder({ 'a.txt': 'a\n' });
    commitAll(origin);
    runGit(origin, 'config uploadpack.allowFilter true');
    const folder = createFolder();
    const url = `file://${origin}`;
    runGit(folder, [
      'clone',
      '-q',
      '--no-checkout',
      '--filter=blob:none',
      url,
      'c',
    ]);
    const clone = path.join(folder, 'c');
    const id = runGit(origin, 'hash-object a.txt').trim();
    const read = await readBlobs(clone, [id]);
    expect(read.texts.size).toBe(0);
    // Asked for in the usual way it would have come.
    expect(runGit(clone, ['cat-file', 'blob', id])).toBe('a\n');
  });
});
