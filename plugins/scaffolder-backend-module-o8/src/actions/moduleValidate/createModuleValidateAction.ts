import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  moduleRepository,
  platformRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { toModuleSpec } from '@orchestr8/o8-blueprint';
import { inspectModule } from '@orchestr8/backstage-plugin-o8-node';
import { inspectCatalog, requireOwner } from '../../catalog';
import { requireResult, toSpecInput } from '../../spec';
import type { ActionServices } from '../ActionServices';
import { openZone, planNow } from '../openZone';
import { moduleValidateExamples } from './moduleValidateExamples';
import { moduleValidateSchema } from './moduleValidateSchema';

/** `o8:module:validate`: everything that can be known before anything is written. */
export function createModuleValidateAction(services: ActionServices) {
  return createTemplateAction({
    id: 'o8:module:validate',
    description:
      'Checks what a form asks for: its fields, the permissions, the owner, the name and the platform as it is now. Writes nothing',
    supportsDryRun: true,
    examples: moduleValidateExamples,
    schema: moduleValidateSchema,
    async handler(ctx) {
      const { input, signal } = ctx;
      const { zone, credentials } = await openZone(
        services,
        ctx,
        input.landingZone,
      );
      const asked = requireResult(
        toModuleSpec(toSpecInput(input)),
        'This is not a module',
      );
      const { name, owner } = asked.metadata;
      await requireOwner({ owner, catalog: services.catalog, credentials });
      const found = await inspectModule({
        git: services.git,
        zone,
        name,
        owner,
        signal,
      });
      if (found.repository === 'foreign' || found.entry === 'foreign') {
        throw new ConflictError(
          `The name "${name}" is taken: ${found.reason ?? 'choose another'}`,
        );
      }
      await planNow({ git: services.git, spec: asked, zone, signal });
      const { catalogInfoUrl, entityRef, registered } = await inspectCatalog({
        ...services,
        name,
        zone,
        credentials,
      });
      const isResumed = found.repository === 'ours' || found.entry === 'ours';
      ctx.logger.info(
        isResumed
          ? `An earlier attempt has begun "${name}": it goes on there`
          : `"${name}" is free in the landing zone "${zone.metadata.name}"`,
      );
      ctx.output('spec', { ...asked });
      ctx.output('name', name);
      ctx.output('owner', owner);
      ctx.output('landingZone', zone.metadata.name);
      ctx.output('review', zone.spec.review);
      ctx.output('repositoryUrl', moduleRepository(zone, name).webUrl);
      ctx.output('platformUrl', platformRepository(zone).webUrl);
      ctx.output('catalogInfoUrl', catalogInfoUrl);
      ctx.output('entityRef', entityRef);
      ctx.output('registered', registered);
      ctx.output('state', isResumed ? 'resumed' : 'new');
    },
  });
}
