import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { readLandingZones } from './readLandingZones';

/**
 * The landing zones of the configuration: what the platform team decided once.
 *
 * @public
 */
export interface LandingZonesService {
  /** All of them, in the order of the configuration. */
  list(): readonly LandingZone[];
  /** One of them; a NotFoundError that names the others where there is none. */
  get(name: string): LandingZone;
}

class ConfiguredLandingZones implements LandingZonesService {
  readonly #zones: readonly LandingZone[];

  constructor(zones: readonly LandingZone[]) {
    this.#zones = zones;
  }

  list() {
    return this.#zones;
  }

  get(name: string) {
    const zone = this.#zones.find(({ metadata }) => metadata.name === name);
    if (!zone) {
      const names = this.#zones.map(({ metadata }) => metadata.name);
      throw new NotFoundError(
        `There is no landing zone ${JSON.stringify(name)}; there are: ${
          names.join(', ') || 'none'
        }`,
      );
    }
    return zone;
  }
}

/**
 * Reads `o8.landingZones` once, at the start. Wrong configuration is an InputError that
 * names everything that is wrong.
 *
 * @public
 */
export const o8LandingZonesServiceRef = createServiceRef<LandingZonesService>({
  id: 'o8.landing-zones',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig, logger: coreServices.logger },
      async factory({ config, logger }) {
        const zones = await readLandingZones(config);
        const names = zones.map(({ metadata }) => metadata.name).join(', ');
        logger.debug(`Landing zones: ${names || 'none'}`);
        return new ConfiguredLandingZones(zones);
      },
    }),
});
