import {
  blueprintQuerySchema,
  blueprintValidationSchema,
  o8LandingZoneUsePermission,
} from '@orchestr8/backstage-plugin-o8-common';
import type { LandingZonesService } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { validateBlueprint } from '../../blueprint';
import { defineRoute } from '../defineRoute';
import { noParams } from '../params';
import type { Route } from '../Route';
import { getZone } from './landingZones';

/** What the routes of `/blueprint` need. */
export interface BlueprintRoutesOptions {
  landingZones: LandingZonesService;
}

/** `POST /blueprint/validate`. */
export function createBlueprintRoutes({
  landingZones,
}: BlueprintRoutesOptions): Route[] {
  return [
    defineRoute(
      {
        method: 'post',
        path: '/blueprint/validate',
        operationId: 'validateBlueprint',
        summary:
          'Everything that is wrong with a module spec in a landing zone',
        description:
          'Nothing is written, and nobody is asked: whether the name is free, ' +
          '`/landing-zones/{zone}/names/{name}` knows.',
        tag: 'blueprint',
        permission: o8LandingZoneUsePermission,
        params: z.object({}),
        query: noParams,
        body: blueprintQuerySchema,
        answer: blueprintValidationSchema,
        errors: [404, 413],
      },
      async ({ body: { module, landingZone } }) => ({
        value: validateBlueprint({
          module,
          zone: getZone(landingZones, landingZone),
          zones: landingZones.list(),
        }),
      }),
    ),
  ];
}
