import {
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { createZone } from '../git/__testUtils__';
import { o8GitServiceRef } from '../git';
import { o8LandingZonesServiceRef } from './LandingZonesService';

const any = createServiceFactory({
  service: o8GitServiceRef,
  deps: {},
  factory: () => ({
    connect() {
      throw new Error('not here');
    },
  }),
});

async function getZones(o8: object) {
  const tester = ServiceFactoryTester.from(any, {
    dependencies: [mockServices.rootConfig.factory({ data: { o8 } })],
  });
  return tester.getService(o8LandingZonesServiceRef);
}

describe('o8LandingZonesServiceRef', () => {
  it('gives the landing zones of the configuration', async () => {
    const zone = createZone('https://git.example');
    const zones = await getZones({ landingZones: [{ zone }] });
    expect(zones.list()).toEqual([zone]);
    expect(zones.get('demo')).toBe(zones.list()[0]);
  });

  it('names those that there are', async () => {
    const zone = createZone('https://git.example');
    const two = { ...zone, metadata: { name: 'two' } };
    const zones = await getZones({ landingZones: [{ zone }, { zone: two }] });
    expect(() => zones.get('three')).toThrow(
      expect.objectContaining({
        name: 'NotFoundError',
        message: 'There is no landing zone "three"; there are: demo, two',
      }),
    );
    const none = await getZones({});
    expect(none.list()).toEqual([]);
    expect(() => none.get('demo')).toThrow('there are: none');
  });

  it('stops the start where the configuration is wrong', async () => {
    await expect(getZones({ landingZones: [{}] })).rejects.toThrow(
      'o8.landingZones[0]: needs one of "file" and "zone"',
    );
  });
});
