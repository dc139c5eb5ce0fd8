import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';

/** The store of a landing zone that External Secrets reads from. */
export type Store = NonNullable<
  NonNullable<LandingZone['spec']['secrets']>['store']
>;

/**
 * What separates the parts of a key: the names of some stores have few signs. No name of
 * a module contains `_`, and none `--` where the store is Azure: so no key of one module
 * begins as those of another.
 */
export const SEPARATORS: Record<Store['provider'], string> = {
  vault: '/',
  aws: '/',
  gcp: '_',
  azure: '--',
  kubernetes: '.',
};

/**
 * What a store calls a secret of a module: the path of the landing zone, the module, and
 * the path of the spec. So no spec can name what belongs to another module.
 */
export function toRemoteKey(
  store: Pick<Store, 'provider' | 'path'>,
  module: string,
  path: string,
): string {
  return [store.path, module, path]
    .flatMap(part => part?.split('/') ?? [])
    .filter(part => part !== '')
    .join(SEPARATORS[store.provider]);
}
