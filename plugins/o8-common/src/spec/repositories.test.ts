import { createZone } from './__testUtils__';
import {
  compareUrl,
  fileUrl,
  moduleRepository,
  platformRepository,
} from './repositories';

const HOST = 'https://git.acme.example';

describe('repositories', () => {
  it('are below their host, without credentials', () => {
    const zone = createZone({ modules: 'group/modules' });
    expect(moduleRepository(zone, 'billing')).toEqual({
      path: 'group/modules/billing',
      cloneUrl: `${HOST}/group/modules/billing.git`,
      webUrl: `${HOST}/group/modules/billing`,
    });
    expect(platformRepository(zone)).toEqual({
      path: 'platform/apps',
      cloneUrl: `${HOST}/platform/apps.git`,
      webUrl: `${HOST}/platform/apps`,
    });
  });

  it('keep the port and the path of their host', () => {
    const zone = createZone({ url: 'http://127.0.0.1:7444/git' });
    expect(platformRepository(zone).cloneUrl).toBe(
      'http://127.0.0.1:7444/git/platform/apps.git',
    );
  });

  it.each([
    ['plain', 'raw/release/1/docs/a%20b.md', 'compare/release/1...o8/add-x'],
    ['github', 'blob/release/1/docs/a%20b.md', 'compare/release/1...o8/add-x'],
    [
      'gitlab',
      '-/blob/release/1/docs/a%20b.md',
      '-/compare/release/1...o8/add-x',
    ],
    [
      'gitea',
      'src/branch/release/1/docs/a%20b.md',
      'compare/release/1...o8/add-x',
    ],
  ] as const)('show files and changes on %s', (type, file, compare) => {
    const zone = createZone({ type, branch: 'release/1' });
    const repository = moduleRepository(zone, 'billing');
    const webUrl = `${HOST}/modules/billing`;
    expect(fileUrl(zone, repository, 'docs/a b.md')).toBe(`${webUrl}/${file}`);
    expect(compareUrl(zone, repository, 'o8/add-x')).toBe(
      `${webUrl}/${compare}`,
    );
  });

  it('let no path end the address that it is part of', () => {
    const zone = createZone();
    const repository = moduleRepository(zone, 'billing');
    const url = new URL(fileUrl(zone, repository, 'a?b#c/%2e'));
    expect(url.search).toBe('');
    expect(url.hash).toBe('');
    expect(url.pathname).toBe('/modules/billing/raw/main/a%3Fb%23c/%252e');
  });
});
