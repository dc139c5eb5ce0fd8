import type {
  LandingZone,
  Problem,
} from '@orchestr8/backstage-plugin-o8-common';
import { SEPARATORS, toRemoteKey, type Store } from './remoteKey';

/** What a store cannot be asked without. */
const NEEDED: Record<Store['provider'], readonly (keyof Store)[]> = {
  vault: ['server'],
  aws: ['region', 'role'],
  gcp: ['project', 'role'],
  azure: ['server', 'tenantId'],
  kubernetes: ['namespace'],
};

/** What stores take for the names of secrets. */
const NAMES: Record<Store['provider'], { is: RegExp; means: string }> = {
  vault: { is: /^.{1,1024}$/, means: 'at most 1024 characters' },
  aws: {
    is: /^[A-Za-z0-9/_+=.@-]{1,512}$/,
    means: 'letters, digits and /_+=.@-, at most 512',
  },
  gcp: {
    is: /^[A-Za-z0-9_-]{1,255}$/,
    means: 'letters, digits, "_" and "-", at most 255',
  },
  azure: {
    is: /^[A-Za-z0-9-]{1,127}$/,
    means: 'letters, digits and "-", at most 127',
  },
  kubernetes: {
    is: /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    means: 'a-z, 0-9, "-" and "." between them, at most 253',
  },
};

const PROVIDERS = Object.keys(NAMES) as Store['provider'][];

/** What the landing zone does not say of its store, without which a module cannot read from it. */
export function findStoreProblems(
  store: Store,
  module: string,
  { metadata }: Pick<LandingZone, 'metadata'>,
): Problem[] {
  const field = 'spec.secrets.store';
  const messages = [
    ...NEEDED[store.provider]
      .filter(name => store[name] === undefined)
      .map(name => `has no ${field}.${name}, which ${store.provider} needs`),
    ...(store.server === undefined || /^https:\/\/[^/]/.test(store.server)
      ? []
      : [`has a ${field}.server that does not begin with https://`]),
    ...(store.provider === 'azure' ? findAzureProblems(store, module) : []),
  ];
  return messages.map(message => ({
    path: 'spec.landingZone',
    message: `"${metadata.name}" ${message}`,
    kind: 'refused',
  }));
}

function findAzureProblems({ identities = {} }: Store, module: string) {
  return [
    ...(Object.hasOwn(identities, module)
      ? []
      : [
          `has no spec.secrets.store.identities.${module}, the client id of what may read its secrets`,
        ]),
    ...(module.includes('--')
      ? [
          'has Azure, where "--" ends the name of a module: this name has it inside',
        ]
      : []),
  ];
}

/** Why a store cannot have a secret of this path. */
export function findPathProblem(
  store: Store,
  module: string,
  path: string,
): string | undefined {
  const key = toRemoteKey(store, module, path);
  const { is, means } = NAMES[store.provider];
  return is.test(key)
    ? undefined
    : `would be "${key}" in ${store.provider}, which takes ${means}`;
}

/** Whether some store would call a secret of a module so, below any path: which one is not known. */
export function couldBeKey(key: string, module: string, path: string): boolean {
  return PROVIDERS.some(provider => {
    const own = toRemoteKey({ provider }, module, path);
    return (
      NAMES[provider].is.test(key) &&
      (key === own || key.endsWith(`${SEPARATORS[provider]}${own}`))
    );
  });
}
