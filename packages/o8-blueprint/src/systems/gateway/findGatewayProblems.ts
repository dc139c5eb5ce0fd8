import type { Problem } from '@orchestr8/backstage-plugin-o8-common';
import type { ModuleContext } from '../../emitters/types';
import { isPassedThrough, isPublic } from './publicHosts';

/** What a landing zone lacks for how a module wants the world to reach it. */
export function findGatewayProblems({ spec, zone }: ModuleContext): Problem[] {
  if (!isPublic(spec)) {
    return [];
  }
  const { gateway } = zone.spec;
  const name = `the landing zone "${zone.metadata.name}"`;
  if (!gateway) {
    return [
      refused('exposure.kind', `cannot be public: ${name} has no gateway`),
    ];
  }
  const { exposure } = spec.spec;
  const [field, path] = isPassedThrough(spec)
    ? (['passthroughListener', 'exposure.tls'] as const)
    : (['listener', 'exposure.kind'] as const);
  const what = field === 'listener' ? 'ends TLS' : 'leaves TLS to modules';
  return [
    ...(gateway[field] === undefined
      ? [
          refused(
            path,
            `cannot be ${
              field === 'listener' ? 'public' : 'passthrough'
            }: the gateway of ${name} has no listener that ${what} (gateway.${field})`,
          ),
        ]
      : []),
    ...(exposure?.rateLimitPerMinute !== undefined && !gateway.rateLimits
      ? [
          refused(
            'exposure.rateLimitPerMinute',
            `cannot be kept: the gateway of ${name} limits no requests (gateway.rateLimits)`,
          ),
        ]
      : []),
    ...(exposure?.authentication && gateway.authentication === false
      ? [
          refused(
            'exposure.authentication',
            `cannot be asked for: the gateway of ${name} does not ask who somebody is (gateway.authentication)`,
          ),
        ]
      : []),
  ];
}

function refused(path: string, message: string): Problem {
  return { path: `spec.${path}`, message, kind: 'refused' };
}
