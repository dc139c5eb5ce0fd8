import { createDataDir } from '../../__testUtils__';
import { commit, fetchRaw, runGit, TestHost } from '../__testUtils__';

jest.setTimeout(60_000);

const XSS = '<img src=x onerror=alert(1)>"\'&';
const BRANCH = `o8/x;echo\${IFS}'"<b>&`;

describe('the pages of a git host', () => {
  const dataDir = createDataDir();
  let test: TestHost;
  let folder: string;
  let first: string;
  beforeAll(async () => {
    test = await TestHost.start(dataDir);
    folder = await test.push('platform/o8-apps', {
      'README.md': 'Hello\n',
      'modules/a b/#1?.yaml': 'name: é\n',
      [XSS]: 'x\n',
      'deep/er/file.txt': 'deep\n',
    });
    first = await runGit(folder, ['rev-parse', 'HEAD']);
    await runGit(folder, ['checkout', '-b', 'o8/add-x']);
    await commit(folder, { 'new.txt': 'new\n' }, `Add ${XSS}`);
    await runGit(folder, [
      'push',
      'origin',
      'o8/add-x',
      `HEAD:refs/heads/${BRANCH}`,
    ]);
    await runGit(folder, ['push', 'origin', 'main:o8/same']);
  });
  afterAll(() => test.close());

  const page = (path: string) => test.get(`/platform/o8-apps${path}`);

  it('is a list of repositories', async () => {
    const { status, text, headers } = await test.get('/');
    expect(status).toBe(200);
    expect(text).toContain('<a href="/platform/o8-apps">platform/o8-apps</a>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
  });

  it('shows a repository: clone, files, commits, branches', async () => {
    const { status, text } = await page('');
    expect(status).toBe(200);
    expect(text).toContain(`git clone ${test.host.url}/platform/o8-apps.git`);
    expect(text).toContain('href="/platform/o8-apps/raw/main/README.md"');
    expect(text).toContain('href="/platform/o8-apps/tree/main/modules"');
    expect(text).toContain(`href="/platform/o8-apps/commit/${first}"`);
    expect(text).toContain('/compare/main...o8/add-x"');
    const withSlash = await page('/');
    expect(withSlash.text).toBe(text);
    const clone = await test.get('/platform/o8-apps.git');
    expect([clone.status, clone.headers.location]).toEqual([
      302,
      '/platform/o8-apps',
    ]);
  });

  it('shows an empty repository', async () => {
    const asked = '/modules/empty.git/info/refs?service=git-receive-pack';
    await test.get(asked, test.authorization());
    const { status, text } = await test.get('/modules/empty');
    expect(status).toBe(200);
    expect(text).toMatch(/Nothing was pushed to\s+<code>main<\/code> yet/);
    expect((await test.get('/modules/empty/raw/main/x')).status).toBe(404);
  });

  it.each([
    ['main/README.md', 'Hello\n'],
    ['main/modules/a%20b/%231%3F.yaml', 'name: é\n'],
    ['main/deep/er/file.txt', 'deep\n'],
    ['o8/add-x/new.txt', 'new\n'],
    [`${BRANCH.split('/').map(encodeURIComponent).join('/')}/new.txt`, 'new\n'],
  ])('gives the file %s as plain text', async (path, content) => {
    const { status, text, headers } = await page(`/raw/${path}`);
    expect([status, text]).toEqual([200, content]);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    });
  });

  it('gives a file of a commit by its id', async () => {
    expect((await page(`/raw/${first}/README.md`)).text).toBe('Hello\n');
    const none = await page(`/raw/${'0'.repeat(40)}/README.md`);
    expect(none.status).toBe(404);
    expect((await page(`/raw/${first}/new.txt`)).status).toBe(404);
  });

  it('says by a tag whether a file changed', async () => {
    const { headers } = await page('/raw/main/README.md');
    const etag = String(headers.etag);
    const id = await runGit(folder, ['rev-parse', 'main:README.md']);
    expect(etag).toBe(`"${id}"`);
    for (const tag of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
      const again = await test.get('/platform/o8-apps/raw/main/README.md', {
        'if-none-match': tag,
      });
      expect([again.status, again.text]).toEqual([304, '']);
      expect(again.headers.etag).toBe(etag);
    }
    const other = await test.get('/platform/o8-apps/raw/main/README.md', {
      'if-none-match': '"x"',
    });
    expect(other.status).toBe(200);
  });

  it('answers HEAD as GET, without a body', async () => {
    const head = await fetchRaw({
      port: test.host.port,
      method: 'HEAD',
      target: '/platform/o8-apps/raw/main/README.md',
    });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe('6');
  });

  it('leads from folders to their page and from files to their text', async () => {
    const raw = await page('/raw/main/deep/er');
    expect([raw.status, raw.headers.location]).toEqual([
      302,
      '/platform/o8-apps/tree/main/deep/er',
    ]);
    const tree = await page('/tree/main/deep/er/file.txt');
    expect([tree.status, tree.headers.location]).toEqual([
      302,
      '/platform/o8-apps/raw/main/deep/er/file.txt',
    ]);
    const { status, text } = await page('/tree/main/deep/er');
    expect(status).toBe(200);
    expect(text).toContain('/platform/o8-apps/raw/main/deep/er/file.txt"');
    expect(text).toContain('href="/platform/o8-apps/tree/main/deep"');
    expect((await page('/tree/main/none')).status).toBe(404);
  });

  it('shows commits and what they changed', async () => {
    const { text } = await page('/commits/o8/add-x');
    const id = await runGit(folder, ['rev-parse', 'HEAD']);
    expect(text).toContain(`/commit/${id}"`);
    expect(text).toContain(`/commit/${first}"`);
    expect(text).toMatch(/<time\s+datetime="\d{4}-/);
    const one = await page(`/commit/${id}`);
    expect(one.text).toContain('<span class="add">+new</span>');
    expect(one.text).not.toContain('Hello');
    expect((await page(`/commit/${first}`)).text).toContain('+Hello');
    expect((await page('/commits/o8/add-x/more')).status).toBe(404);
  });

  it('compares branches and says how to merge', async () => {
    const { status, text } = await page('/compare/main...o8/add-x');
    expect(status).toBe(200);
    expect(text).toContain('<span class="add">+new</span>');
    expect(text).toContain('git merge --no-edit origin/o8/add-x\n');
    expect(text).toContain('git push origin main</pre');
    const encoded = await page('/compare/main...o8%2Fadd-x');
    expect(encoded.status).toBe(400);
    const same = await page('/compare/main...o8/same');
    expect(same.text).toContain('it was merged');
    expect((await page('/compare/main...none')).status).toBe(404);
    expect((await page('/compare/main')).status).toBe(400);
    expect((await page('/compare/a...b...c')).status).toBe(400);
  });

  it('merges as the page says', async () => {
    await runGit(folder, ['checkout', 'main']);
    await runGit(folder, ['push', 'origin', 'o8/add-x:o8/merged']);
    const { text } = await page('/compare/main...o8/merged');
    const [, lines] = /<pre>\s*(git checkout[^<]+)<\/pre/.exec(text) ?? [];
    const clone = await test.clone('platform/o8-apps');
    for (const line of lines.replaceAll('&amp;', '&').split(/\n| && /)) {
      await runGit(clone, line.trim().split(' ').slice(1));
    }
    const after = await page('/compare/main...o8/merged');
    expect(after.text).toContain('it was merged');
  });

  it('compares branches without a common commit', async () => {
    await runGit(folder, ['checkout', '--orphan', 'alone']);
    await commit(folder, { 'b.txt': 'b\n' }, 'Alone');
    await runGit(folder, ['push', 'origin', 'alone']);
    const { status, text } = await page('/compare/main...alone');
    expect(status).toBe(200);
    expect(text).toContain('have no commit in common');
    await runGit(folder, ['checkout', 'main']);
  });

  it('escapes what others wrote, and runs no script', async () => {
    const compare = BRANCH.split('/').map(encodeURIComponent).join('/');
    for (const path of [
      '',
      '/tree/main',
      '/commits/o8/add-x',
      `/compare/main...${compare}`,
      `/tree/${compare}`,
      `/tree/main/${encodeURIComponent(`${XSS}none`)}`,
      `/${encodeURIComponent(XSS)}`,
    ]) {
      const { text, headers } = await test.get(`/platform/o8-apps${path}`, {
        accept: 'text/html',
      });
      expect(text).toMatch(/^<!doctype html>/i);
      expect(text).not.toContain('<img');
      expect(text).not.toContain('<b>');
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^']+';/,
      );
    }
    // As text, as a link, and for a shell.
    expect((await page('/tree/main')).text).toContain(
      `>&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;</a`,
    );
  });

  it('quotes for the shell what it says to type', async () => {
    await runGit(folder, ['checkout', 'main']);
    const hostile = `o8/y;echo\${IFS}'`;
    await commit(folder, { 'y.txt': 'y\n' }, 'Y');
    await runGit(folder, ['push', 'origin', `HEAD:refs/heads/${hostile}`]);
    const encoded = hostile.split('/').map(encodeURIComponent).join('/');
    const { text } = await page(`/compare/main...${encoded}`);
    expect(text).toContain(
      `git merge --no-edit &#39;origin/o8/y;echo\${IFS}&#39;\\&#39;&#39;&#39;\n`,
    );
  });

  it('says in plain words what is not there, as a page or as text', async () => {
    const html = await test.get('/modules/none', { accept: 'text/html' });
    expect(html.status).toBe(404);
    expect(html.text).toContain('There is no repository modules/none.');
    const text = await test.get('/modules/none');
    expect(text.text).toBe('There is no repository modules/none.\n');
  });
});
