import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createZone } from '../__testUtils__/createZone';
import { requireZone } from './requireZone';

describe('requireZone', () => {
  const zone = createZone();
  const zones = { list: () => [zone], get: jest.fn(() => zone) };
  const credentials = mockCredentials.user();

  function ask(...results: AuthorizeResult[]) {
    const permissions = mockServices.permissions.mock({
      authorize: async requests =>
        requests.map((_, index) => ({
          result: (results[index] ?? AuthorizeResult.DENY) as
            | AuthorizeResult.ALLOW
            | AuthorizeResult.DENY,
        })),
    });
    const answer = requireZone({
      name: 'demo',
      credentials,
      permissions,
      zones,
    });
    return { answer, permissions };
  }

  afterEach(() => {
    zones.get.mockClear();
  });

  it('gives the landing zone to those with both permissions', async () => {
    const { answer, permissions } = ask(
      AuthorizeResult.ALLOW,
      AuthorizeResult.ALLOW,
    );
    await expect(answer).resolves.toBe(zone);
    const [requests, options] = permissions.authorize.mock.calls[0];
    expect(requests.map(({ permission }) => permission.name)).toEqual([
      'o8.landing-zone.use',
      'o8.module.create',
    ]);
    expect(options).toEqual({ credentials });
  });

  it.each([
    [[AuthorizeResult.DENY, AuthorizeResult.ALLOW], 'o8.landing-zone.use'],
    [[AuthorizeResult.ALLOW, AuthorizeResult.DENY], 'o8.module.create'],
    // An answer that is not there is no permission.
    [[AuthorizeResult.ALLOW], 'o8.module.create'],
  ])('names the permission that is lacking (%p)', async (results, name) => {
    await expect(ask(...results).answer).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(`the permission "${name}"`),
    });
    // Who may use no landing zone learns of none.
    expect(zones.get).not.toHaveBeenCalled();
  });
});
