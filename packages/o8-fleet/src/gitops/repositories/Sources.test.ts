import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitServer, type TestRepository } from '../__testUtils__/GitServer';
import type { ApplicationSource } from '../types';
import { Sources } from './Sources';

// Each git is a program, which can be slow on a busy machine.
jest.setTimeout(60_000);

const manifest = (name: string) =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;

describe('Sources', () => {
  let server: GitServer;
  let repository: TestRepository;
  let cacheDir: string;
  let sources: Sources;
  let nowMs = 0;

  const create = () =>
    new Sources({
      cacheDir,
      chartsDir: path.join(cacheDir, 'charts'),
      intervalMs: 60_000,
      now: () => new Date(nowMs),
    });
  const get = (...wanted: ApplicationSource[]) =>
    sources.get(wanted, { isList: wanted.length > 1, application: 'app' });

  beforeAll(async () => {
    server = await GitServer.start();
  });

  afterAll(() => server.close());

  beforeEach(() => {
    cacheDir = mkdtempSync(path.join(tmpdir(), 'o8-sources-'));
    repository = server.repository(`r${path.basename(cacheDir)}`);
    sources = create();
  });

  afterEach(() => {
    sources.stop();
    rmSync(cacheDir, { recursive: true, force: true });
  });

  async function read(source: Partial<ApplicationSource> = {}) {
    const wanted = { repoURL: repository.url, path: 'a', ...source };
    for (let round = 0; round < 3; round += 1) {
      get(wanted);
      await sources.settle();
    }
    const result = get(wanted);
    return result?.ok
      ? result.manifests.map(each => each.manifest.metadata.name).join()
      : result?.message;
  }

  it('packs the copies that are there, and tells what cannot be packed', async () => {
    const lines: string[] = [];
    repository.commit({ 'a/x.yaml': manifest('one') });
    await read();
    mkdirSync(path.join(cacheDir, 'broken.git'));
    await sources.collectGarbage(line => lines.push(line));
    const [copy] = readdirSync(cacheDir).filter(each =>
      /^\w{32}\.git$/.test(each),
    );
    const packs = readdirSync(path.join(cacheDir, copy, 'objects/pack'));
    expect(packs.some(each => each.endsWith('.pack'))).toBe(true);
    expect(lines).toEqual([
      expect.stringContaining('the copy broken.git was not packed: '),
    ]);
    expect(await read()).toBe('one');
  });

  it('reads branches, tags, commits and HEAD', async () => {
    const first = repository.commit({ 'a/x.yaml': manifest('one') });
    repository.git('tag', '-m', 'first', 'v1');
    repository.commit({ 'a/x.yaml': manifest('two') });
    repository.git('branch', 'feature/x');
    repository.commit({ 'a/x.yaml': manifest('three') });
    expect(await read()).toBe('three');
    expect(await read({ targetRevision: 'HEAD' })).toBe('three');
    expect(await read({ targetRevision: 'main' })).toBe('three');
    expect(await read({ targetRevision: 'v1' })).toBe('one');
    expect(await read({ targetRevision: 'feature/x' })).toBe('two');
    expect(await read({ targetRevision: first })).toBe('one');
    expect(await read({ targetRevision: 'f'.repeat(40) })).toContain(
      'cannot be read',
    );
    expect(await read({ targetRevision: '--upload-pack=x' })).toContain(
      'has no revision "--upload-pack=x"',
    );
  });

  it('has nothing of a repository without commits', async () => {
    expect(await read()).toContain('has no revision "HEAD"');
  });

  it('reads again what was pushed, also when history was rewritten', async () => {
    repository.commit({ 'a/x.yaml': manifest('one') });
    expect(await read()).toBe('one');
    repository.git('commit', '--amend', '--quiet', '-m', 'other');
    const commit = repository.commit({ 'a/x.yaml': manifest('two') });
    sources.check();
    expect(await read()).toBe('one');
    sources.markStale('http://127.0.0.1:1/other.git');
    sources.check();
    expect(await read()).toBe('one');
    sources.markStale(repository.url.replace(/\.git$/, ''));
    sources.check();
    expect(await read()).toBe('two');
    expect(get({ repoURL: repository.url, path: 'a' })).toMatchObject({
      revisions: [commit],
    });
  });

  it('refuses links, wherever they lead', async () => {
    repository.commit({ 'a/x.yaml': manifest('one') });
    symlinkSync('/etc/passwd', path.join(repository.workDir, 'a', 'y.yaml'));
    repository.commit({});
    expect(await read()).toBe('a/y.yaml is a symbolic link: these are refused');
  });

  it.each([
    'ext::sh -c touch% /tmp/never',
    'file:///etc',
    '/etc',
    '--upload-pack=touch /tmp/never',
    'git@127.0.0.1:x',
  ])('never runs %s', async repoURL => {
    expect(await read({ repoURL })).toContain('cannot be read: ');
    expect(readdirSync(cacheDir).filter(name => name.endsWith('.git'))).toEqual(
      [],
    );
  });

  it('makes a broken copy again', async () => {
    repository.commit({ 'a/x.yaml': manifest('one') });
    expect(await read()).toBe('one');
    const [copy] = readdirSync(cacheDir).filter(name => name.endsWith('.git'));
    rmSync(path.join(cacheDir, copy, 'objects'), { recursive: true });
    writeFileSync(path.join(cacheDir, copy, 'HEAD'), 'nonsense');
    sources.stop();
    sources = create();
    expect(await read()).toBe('one');
  });

  it('reads no configuration of the machine', async () => {
    repository.commit({ 'a/x.yaml': manifest('one') });
    const config = path.join(cacheDir, 'hostile');
    writeFileSync(
      config,
      `[url "http://127.0.0.1:1/"]\n\tinsteadOf = ${server.url}/\n`,
    );
    const before = process.env.GIT_CONFIG_GLOBAL;
    process.env.GIT_CONFIG_GLOBAL = config;
    try {
      expect(await read()).toBe('one');
    } finally {
      if (before === undefined) delete process.env.GIT_CONFIG_GLOBAL;
      else process.env.GIT_CONFIG_GLOBAL = before;
    }
  });

  it('says what does not answer', async () => {
    server.isDown = true;
    try {
      expect(await read()).toMatch(/cannot be read: .*503/);
    } finally {
      server.isDown = false;
    }
    repository.commit({ 'a/x.yaml': manifest('one') });
    nowMs += 60_000;
    sources.check();
    expect(await read()).toBe('one');
  });
});
