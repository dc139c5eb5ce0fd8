import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  createTemplateAction,
  type ActionContext,
} from '@backstage/plugin-scaffolder-node';
import {
  compareUrl,
  fileUrl,
  moduleRepository,
  platformRepository,
  type LandingZone,
  type ModuleSpec,
  type Repository,
} from '@orchestr8/backstage-plugin-o8-common';
import { entryFolder } from '../../entry';
import { requireSpec } from '../../spec';
import type { ActionServices } from '../ActionServices';
import { openZone } from '../openZone';
import { requireCreatable } from '../requireCreatable';
import { findAuthor } from './findAuthor';
import { gitPublishExamples } from './gitPublishExamples';
import { gitPublishSchema } from './gitPublishSchema';
import type { PublishContext, Published } from './PublishContext';
import { publishEntry } from './publishEntry';
import { publishModule } from './publishModule';

/** What a dry run has in the place of the commit that it does not make. */
const DRY_RUN_COMMIT = '0'.repeat(40);

/** `o8:git:publish`: what was generated, in git. */
export function createGitPublishAction(services: ActionServices) {
  return createTemplateAction({
    id: 'o8:git:publish',
    description:
      'Publishes the repository of a module, or its entry in the platform repository: pushed, or as a branch where the landing zone requires a review. Run again, it changes nothing twice',
    supportsDryRun: true,
    examples: gitPublishExamples,
    schema: gitPublishSchema,
    async handler(ctx) {
      const { repository: kind } = ctx.input;
      const spec = requireSpec(ctx.input.spec);
      requireAgreement(ctx.input, spec);
      const { zone, credentials } = await openZone(
        services,
        ctx,
        spec.spec.landingZone,
      );
      const repository =
        kind === 'module'
          ? moduleRepository(zone, spec.metadata.name)
          : platformRepository(zone);
      const asked = { services, ctx, spec, zone, credentials, repository };
      const context = createContext(asked);
      // No checkpoint: git is the only state. Run again, it finds what is there.
      const published = await (kind === 'module'
        ? publishModule(context)
        : publishEntry(context));

      const { path, webUrl } = context.repository;
      ctx.logger.info(
        `${path}: ${published.state}${context.isDryRun ? ' (dry run)' : ''}`,
      );
      const outputs = {
        ...published,
        commit: published.commit ?? DRY_RUN_COMMIT,
        remoteUrl: context.repository.cloneUrl,
        webUrl,
        review: zone.spec.review,
        ...toUrls(context, kind, published),
      };
      for (const [name, value] of Object.entries(outputs)) {
        ctx.output(name as keyof typeof outputs, value);
      }
    },
  });
}

function requireAgreement(
  input: { landingZone?: string; name?: string },
  { metadata: { name }, spec: { landingZone } }: ModuleSpec,
): void {
  const isSame =
    (input.name ?? name) === name &&
    (input.landingZone ?? landingZone) === landingZone;
  if (!isSame) {
    throw new InputError(
      `The spec is of the module "${name}" in the landing zone "${landingZone}": give the name and the landing zone of the spec, or neither`,
    );
  }
}

function createContext(options: {
  services: ActionServices;
  ctx: Omit<ActionContext<Record<string, never>>, 'input' | 'output'>;
  spec: ModuleSpec;
  zone: LandingZone;
  credentials: BackstageCredentials;
  repository: Repository;
}): PublishContext {
  const { services, ctx, spec, zone, credentials, repository } = options;
  const { logger, signal, task, user, workspacePath } = ctx;
  const { git, auditor, zones } = services;
  return {
    spec,
    zone,
    repository,
    workspacePath,
    author: findAuthor(user),
    git,
    zones,
    remote: git.connect(zone, { signal }),
    auditor,
    initiator: user?.ref ?? 'unknown',
    taskId: task.id,
    logger,
    isDryRun: ctx.isDryRun ?? false,
    requireCreatable: () =>
      requireCreatable({ spec, zone, credentials, services, signal }),
    signal,
  };
}

function toUrls(
  { repository, spec, zone }: PublishContext,
  kind: 'module' | 'platform',
  { branch }: Published,
) {
  const { name } = spec.metadata;
  if (kind === 'module') {
    return { catalogInfoUrl: fileUrl(zone, repository, 'catalog-info.yaml') };
  }
  const git = { ...zone.spec.git, branch };
  const atBranch = { ...zone, spec: { ...zone.spec, git } };
  const entry = `${entryFolder(name)}/module.yaml`;
  return {
    entryUrl: fileUrl(atBranch, repository, entry),
    ...(branch !== zone.spec.git.branch && {
      compareUrl: compareUrl(zone, repository, branch),
    }),
  };
}
