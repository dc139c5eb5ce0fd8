import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  moduleRepository,
  platformRepository,
} from '@orchestr8/backstage-plugin-o8-common';
import { toModuleSpec } from '@orchestr8/o8-blueprint';
import { requireResult, toSpecInput } from '../../spec';
import type { ActionServices } from '../ActionServices';
import { openZone, planNow } from '../openZone';
import { requireCreatable } from '../requireCreatable';
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
      const { found, entity } = await requireCreatable({
        spec: asked,
        zone,
        credentials,
        services,
        signal,
      });
      await planNow({ services, spec: asked, zone, signal });
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
      ctx.output('catalogInfoUrl', entity.catalogInfoUrl);
      ctx.output('entityRef', entity.entityRef);
      ctx.output('registered', entity.registered);
      ctx.output('state', isResumed ? 'resumed' : 'new');
    },
  });
}
