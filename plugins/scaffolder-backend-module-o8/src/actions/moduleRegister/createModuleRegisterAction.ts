import { isError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { requireSpec } from '../../spec';
import type { ActionServices } from '../ActionServices';
import { openZone } from '../openZone';
import { requireCreatable } from '../requireCreatable';
import { moduleRegisterExamples } from './moduleRegisterExamples';
import { waitForEntity } from './waitForEntity';

/**
 * `o8:module:register`: the entity of a module. Other than `catalog:register` it may run
 * twice: what an interrupted attempt has registered is no conflict.
 */
export function createModuleRegisterAction(services: ActionServices) {
  return createTemplateAction({
    id: 'o8:module:register',
    description:
      'Registers the entity of a module in the catalog, from its repository. Run again, it changes nothing twice',
    supportsDryRun: true,
    examples: moduleRegisterExamples,
    schema: {
      input: {
        spec: z =>
          z
            .record(z.unknown())
            .describe('The spec that "o8:module:validate" has made'),
      },
      output: {
        entityRef: z => z.string().describe('The entity of the module'),
        catalogInfoUrl: z =>
          z.string().describe('Where the catalog reads it from'),
      },
    },
    async handler(ctx) {
      const spec = requireSpec(ctx.input.spec);
      const { zone, credentials } = await openZone(
        services,
        ctx,
        spec.spec.landingZone,
      );
      const { signal } = ctx;
      const { catalog } = services;
      const inspect = async () => {
        const asked = { spec, zone, credentials, services, signal };
        return (await requireCreatable(asked)).entity;
      };
      const { entityRef, catalogInfoUrl, registered } = await inspect();
      if (registered) {
        ctx.logger.info(`${catalogInfoUrl} is registered already`);
      } else if (ctx.isDryRun) {
        ctx.logger.info(`Would register ${catalogInfoUrl}`);
      } else {
        ctx.logger.info(`Registering ${catalogInfoUrl}`);
        try {
          const location = { type: 'url', target: catalogInfoUrl };
          await catalog.addLocation(location, { credentials });
        } catch (error) {
          // Two runs at once: the other one was faster.
          const isThere = isConflict(error) && (await inspect()).registered;
          if (!isThere) throw error;
        }
        const isRead = await waitForEntity({
          entityRef,
          catalog,
          credentials,
          signal: ctx.signal,
        });
        if (!isRead) {
          ctx.logger.warn(`The catalog has not read ${entityRef} yet`);
        }
      }
      ctx.output('entityRef', entityRef);
      ctx.output('catalogInfoUrl', catalogInfoUrl);
    },
  });
}

/** As an error of the catalog itself, or as the answer of its API. */
function isConflict(error: unknown): boolean {
  return (
    isError(error) &&
    (error.name === 'ConflictError' ||
      (error as { statusCode?: number }).statusCode === 409)
  );
}
