import type { ModuleSpec } from '@orchestr8/backstage-plugin-o8-common';
import { exposureOf } from '../../emitters/module/exposure';
import { compareText } from '../../render/sortKeys';

/** Whether the world reaches a module. */
export function isPublic(spec: ModuleSpec): boolean {
  return exposureOf(spec) === 'public';
}

/** Whether TLS of the world ends in the module itself. */
export function isPassedThrough({ spec }: ModuleSpec): boolean {
  return spec.exposure?.tls === 'passthrough';
}

/** All names by which the world reaches a module, wherever it is placed; sorted. */
export function publicHosts(spec: ModuleSpec): string[] {
  const { exposure, placements } = spec.spec;
  if (!isPublic(spec)) {
    return [];
  }
  const hosts =
    placements.length > 0
      ? placements.map(({ host }) => host ?? exposure?.host)
      : [exposure?.host];
  return [...new Set(hosts.flatMap(host => host ?? []))].sort(compareText);
}

/** The prefixes at which it is reached: with a slash at the end or without means the same. */
export function publicPaths({ spec }: ModuleSpec): string[] {
  const { paths = [] } = spec.exposure ?? {};
  const prefixes = paths.map(path => path.replace(/(?<=.)\/+$/, ''));
  return prefixes.length > 0 ? [...new Set(prefixes)] : ['/'];
}

/** What no two modules may both have. Without a path the gateway sees the host alone. */
export function publicNames(spec: ModuleSpec): string[] {
  const paths = publicPaths(spec);
  return publicHosts(spec).flatMap(host =>
    paths.map(path => `public address ${host}${path}`),
  );
}
