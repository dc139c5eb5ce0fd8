import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { createZone, startGitServer, type GitServer } from './__testUtils__';
import { o8GitServiceRef } from './GitService';

// Each test starts many processes, which take their time on a busy machine.
jest.setTimeout(60_000);

describe('o8GitServiceRef', () => {
  let server: GitServer;

  beforeEach(async () => {
    server = await startGitServer({ username: 'o8', token: 's3cret' });
  });

  afterEach(() => server.close());

  const getGit = (git: object[]) =>
    ServiceFactoryTester.from(
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => mockServices.logger.mock(),
      }),
      {
        dependencies: [
          mockServices.rootConfig.factory({ data: { o8: { git } } }),
        ],
      },
    ).getService(o8GitServiceRef);

  it('signs in with what is configured', async () => {
    server.behaviour = 'private';
    server.createRepository('modules/billing');
    const zone = createZone(server.url);
    const url = `${server.url}/modules/billing.git`;

    const git = await getGit([
      { url: `${server.url}/other`, token: 'wrong' },
      { url: server.url, username: 'o8', token: 's3cret' },
    ]);
    await expect(git.connect(zone).listRefs(url)).resolves.toEqual(new Map());

    const stranger = await getGit([]);
    await expect(stranger.connect(zone).listRefs(url)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });

  it('stops the start where the configuration is wrong', async () => {
    await expect(getGit([{ url: server.url }])).rejects.toThrow(
      'o8.git[0]: needs one of "token" and "tokenFile"',
    );
  });

  it('does nothing before it is asked', async () => {
    const git = await getGit([]);
    git.connect(createZone(server.url));
    expect(server.requests).toEqual([]);
  });
});
