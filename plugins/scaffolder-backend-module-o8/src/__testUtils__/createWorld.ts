import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Location } from '@backstage/catalog-client';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';
import { createGitService } from '@orchestr8/backstage-plugin-o8-node';
import { renderPlatform } from '@orchestr8/o8-blueprint';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createActions, type ActionServices } from '../actions';
import { createZone } from './createZone';
import { startGitServer, type GitServer } from './startGitServer';

export const PLATFORM = 'platform/o8-apps';
export const MODULE = 'modules/billing';

/** What the smallest form asks for. */
export const FORM = {
  landingZone: 'demo',
  name: 'billing',
  owner: 'group:default/guests',
};

/** The outputs of a step. */
export type Outputs = Record<string, any>;

/** A git host with a platform repository, and the actions on it. */
export interface World {
  server: GitServer;
  zone: LandingZone;
  /** Shared by the steps of one attempt. */
  workspacePath: string;
  entities: Entity[];
  /** What the initiator may do. */
  allowed: string[];
  audits: Audit[];
  logs: string[];
  /** What the task does not tell. */
  backendLogs: string[];
  /** Registered in the catalog. */
  locations: string[];
  services: ActionServices;
  run(
    action: string,
    input: object,
    context?: ContextOptions,
  ): Promise<Outputs>;
  /** The steps of the template; the outputs of each. */
  runStory(form?: object, options?: StoryOptions): Promise<Story>;
  stop(): Promise<void>;
}

export type ContextOptions = Partial<ActionContext<any, any>>;

export interface Audit {
  eventId: string;
  status: 'success' | 'failed';
  meta: Record<string, unknown>;
}

export interface StoryOptions extends ContextOptions {
  /** The last step that runs. */
  until?: keyof Story;
}

export interface Story {
  validate: Outputs;
  generate: Outputs;
  module: Outputs;
  add: Outputs;
  entry: Outputs;
}

/** A group of the catalog. */
export const GUESTS: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'guests', namespace: 'default' },
  spec: { type: 'team', children: [] },
};

/** Starts a {@link World}; `platform: false` leaves the host without its repository. */
export async function createWorld(
  options: {
    review?: 'required' | 'none';
    layout?: LandingZone['spec']['layout'];
    platform?: boolean;
  } = {},
): Promise<World> {
  const server = await startGitServer();
  const { review, layout } = options;
  const zone = createZone({ url: server.url, review, layout });
  if (options.platform ?? true) {
    const files = renderPlatform(zone).map(file => [file.path, file.content]);
    await server.commit({
      repository: PLATFORM,
      message: 'o8 init',
      files: Object.fromEntries(files),
    });
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'o8-world-'));
  const world: Omit<World, 'services' | 'run' | 'runStory'> = {
    server,
    zone,
    workspacePath: path.join(folder, 'workspace'),
    entities: [GUESTS],
    allowed: ['o8.landing-zone.use', 'o8.module.create'],
    audits: [],
    logs: [],
    backendLogs: [],
    locations: [],
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  const services = createServices(world);
  const run = createRunner(world, services);
  return Object.assign(world, {
    services,
    run,
    runStory: (form?: object, story?: StoryOptions) =>
      runSteps(run, { ...FORM, ...form }, story),
  });
}

type State = Omit<World, 'services' | 'run' | 'runStory'>;

function createServices(world: State): ActionServices {
  const { server, zone } = world;
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async ref => {
      const wanted = typeof ref === 'string' ? ref : stringifyEntityRef(ref);
      return world.entities.find(
        entity => stringifyEntityRef(entity) === wanted,
      );
    },
    getLocationByRef: async ref =>
      world.locations.includes(ref) ? toLocation(ref) : undefined,
  });
  return {
    auditor: createAuditor(world),
    auth: mockServices.auth(),
    catalog,
    git: createGitService({
      credentials: [{ url: server.url, username: 'o8', token: server.token }],
    }),
    logger: mockServices.logger.mock({
      warn: message => world.backendLogs.push(message),
    }),
    permissions: mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: world.allowed.includes(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
    zones: {
      list: () => [zone],
      get: name => {
        if (name !== zone.metadata.name) {
          throw new NotFoundError(`There is no landing zone "${name}"`);
        }
        return zone;
      },
    },
  };
}

function toLocation(ref: string): Location {
  const entityRef = 'location:default/generated';
  return { id: ref, type: 'url', target: ref.slice('url:'.length), entityRef };
}

function createAuditor({ audits }: State) {
  return mockServices.auditor.mock({
    createEvent: async ({ eventId, meta = {} }) => ({
      success: async () => {
        audits.push({ eventId, status: 'success', meta });
      },
      fail: async ({ error }) => {
        audits.push({
          eventId,
          status: 'failed',
          meta: { ...meta, error: error.message },
        });
      },
    }),
  });
}

function createRunner(world: State, services: ActionServices): World['run'] {
  return async (id, input, context = {}) => {
    const action = createActions(services).find(found => found.id === id);
    const outputs: Outputs = {};
    const logger = mockServices.logger.mock({
      info: message => world.logs.push(message),
      warn: message => world.logs.push(message),
      error: message => world.logs.push(message),
    });
    await action!.handler({
      ...createMockActionContext({ workspacePath: world.workspacePath }),
      input: JSON.parse(JSON.stringify(input)),
      logger,
      output: (name, value) => {
        outputs[String(name)] = value;
      },
      getInitiatorCredentials: async () => mockCredentials.user(),
      user: { ref: 'user:default/mock' },
      ...context,
    });
    return outputs;
  };
}

async function runSteps(
  run: World['run'],
  form: object,
  { until = 'entry', ...context }: StoryOptions = {},
): Promise<Story> {
  const outputs: Partial<Story> = {};
  const publish = (repository: string) => () =>
    run(
      'o8:git:publish',
      {
        repository,
        spec: outputs.validate?.spec,
        name: outputs.validate?.name,
        landingZone: outputs.validate?.landingZone,
      },
      context,
    );
  const withSpec = (action: string) => () =>
    run(action, { spec: outputs.validate?.spec }, context);
  const steps: [keyof Story, () => Promise<Outputs>][] = [
    ['validate', () => run('o8:module:validate', form, context)],
    ['generate', withSpec('o8:module:generate')],
    ['module', publish('module')],
    ['add', withSpec('o8:app-of-apps:add')],
    ['entry', publish('platform')],
  ];
  for (const [name, step] of steps) {
    outputs[name] = await step();
    if (name === until) {
      break;
    }
  }
  return outputs as Story;
}
