import type { KubernetesObject } from '@orchestr8/backstage-plugin-o8-node';
import { z } from 'zod';
import { createSource } from '../createSource';
import { cutMessage } from '../cutMessage';
import {
  looseList,
  looseName,
  looseNames,
  looseObject,
  looseText,
} from '../loose';
import { toTime } from '../toTime';

const MAX_POLICIES = 20;
// The old API has no field for its end, and neither has one for who answers for it.
const ANNOTATION_OWNER = 'orchestr8.io/exception-owner';
const ANNOTATION_REASON = 'orchestr8.io/exception-reason';
const ANNOTATION_EXPIRES = 'orchestr8.io/exception-expires';

/** What is kept of a PolicyException: `policyExceptions.exception`. */
export type PolicyExceptionValue = {
  /** What it is an exception of, such as `ValidatingPolicy/o8-probes`. */
  policies: string[];
  owner: string | null;
  reason: string | null;
  /** Null never ends. */
  expiresAt: string | null;
  /** Whether it is for some objects only. */
  isNarrow: boolean;
};

const exceptionSchema = looseObject({
  spec: looseObject({
    policyRefs: looseList(looseObject({ kind: looseName, name: looseName })),
    matchConditions: looseList(z.unknown()),
    images: looseNames,
    expiresAt: looseName,
  }),
});

const selection = looseObject({
  any: looseList(z.unknown()),
  all: looseList(z.unknown()),
});

const oldExceptionSchema = looseObject({
  spec: looseObject({
    exceptions: looseList(
      looseObject({ policyName: looseName, ruleNames: looseNames }),
    ),
    match: selection,
  }),
});

/** From which policies Kyverno excepts what, for how long, and who answers for it. */
export const policyExceptionsSource = createSource({
  id: 'policyExceptions',
  reach: 'placements',
  readings: [
    {
      group: 'policies.kyverno.io',
      kind: 'PolicyException',
      plural: 'policyexceptions',
      fact: 'exception',
      read: object => ({ value: toException(object) }),
    },
    {
      group: 'kyverno.io',
      kind: 'PolicyException',
      plural: 'policyexceptions',
      fact: 'exception',
      read: object => ({ value: toOldException(object) }),
    },
  ],
});

function toException(object: KubernetesObject): PolicyExceptionValue {
  const { spec } = exceptionSchema.parse(object);
  const { matchConditions, images } = spec;
  return {
    ...describe(object, spec.expiresAt),
    policies: spec.policyRefs
      .slice(0, MAX_POLICIES)
      .map(({ kind = '', name = '' }) => `${kind}/${name}`),
    isNarrow: matchConditions.length > 0 || images.length > 0,
  };
}

function toOldException(object: KubernetesObject): PolicyExceptionValue {
  const { exceptions, match } = oldExceptionSchema.parse(object).spec;
  return {
    ...describe(object, undefined),
    policies: exceptions
      .slice(0, MAX_POLICIES)
      .map(({ policyName = '' }) => `ClusterPolicy/${policyName}`),
    isNarrow: match.any.length > 0 || match.all.length > 0,
  };
}

function describe(
  { metadata }: KubernetesObject,
  expiresAt: string | undefined,
): Pick<PolicyExceptionValue, 'owner' | 'reason' | 'expiresAt'> {
  const { annotations } = metadata;
  return {
    owner: looseName.parse(annotations?.[ANNOTATION_OWNER]) ?? null,
    reason: cutMessage(looseText.parse(annotations?.[ANNOTATION_REASON])),
    expiresAt: toTime(expiresAt ?? annotations?.[ANNOTATION_EXPIRES]),
  };
}
