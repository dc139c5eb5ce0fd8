import type {
  LandingZone,
  ModuleSpec,
} from '@orchestr8/backstage-plugin-o8-common';

const PREFIX = 'pod-security.kubernetes.io';

/** What says who answers for an exception, why, and until when. */
export const POD_SECURITY_EXCEPTION = 'orchestr8.io/pod-security-exception-';

/** What the namespace of a module enforces. */
export function podSecurityLevel({ spec }: ModuleSpec): string {
  return spec.workload.chart?.podSecurity?.level ?? 'restricted';
}

/**
 * Enforced as of a version, so that an upgrade of Kubernetes stops no pod; warned of as
 * of the latest. An exception is enforced only: what it lets through is still reported.
 */
export function podSecurityLabels(
  spec: ModuleSpec,
  { spec: { podSecurityVersion } }: LandingZone,
): Record<string, string> {
  return {
    [`${PREFIX}/enforce`]: podSecurityLevel(spec),
    [`${PREFIX}/enforce-version`]: podSecurityVersion,
    [`${PREFIX}/audit`]: 'restricted',
    [`${PREFIX}/audit-version`]: 'latest',
    [`${PREFIX}/warn`]: 'restricted',
    [`${PREFIX}/warn-version`]: 'latest',
  };
}

/** Who answers for an exception, why, and until when; nothing without one. */
export function podSecurityAnnotations({
  spec,
}: ModuleSpec): Record<string, string> {
  const exception = spec.workload.chart?.podSecurity;
  return exception
    ? {
        [`${POD_SECURITY_EXCEPTION}owner`]: exception.owner,
        [`${POD_SECURITY_EXCEPTION}reason`]: exception.reason,
        [`${POD_SECURITY_EXCEPTION}expires`]: exception.expires,
      }
    : {};
}
