import { z } from 'zod';
import {
  anything,
  fields,
  filled,
  filledList,
  flag,
  list,
  oneOf,
  text,
  textMap,
  texts,
} from './fields';

const named = list(fields({}, { expression: filled, name: filled }));
const matchConstraints = fields({
  excludeResourceRules: list(anything),
  matchPolicy: text,
  namespaceSelector: anything,
  objectSelector: anything,
  resourceRules: list(anything),
});
const validation = fields(
  { message: text, messageExpression: text, reason: text },
  { expression: filled },
);
const auditAnnotations = list(
  fields({}, { key: filled, valueExpression: filled }),
);
const failurePolicy = oneOf('Ignore', 'Fail');

const policyFields = {
  auditAnnotations,
  autogen: anything,
  evaluation: fields({ admission: anything, background: anything, mode: text }),
  failurePolicy,
  matchConditions: named,
  matchConstraints,
  validationActions: list(oneOf('Deny', 'Audit', 'Warn')),
  variables: named,
  webhookConfiguration: anything,
};

/** A ValidatingPolicy of Kyverno, of the cluster or of a namespace, but for its metadata. */
export const validatingPolicySchema: z.ZodRawShape = {
  spec: fields({ ...policyFields, validations: list(validation) }),
};

/** An ImageValidatingPolicy of Kyverno, likewise. */
export const imageValidatingPolicySchema: z.ZodRawShape = {
  spec: fields(
    {
      ...policyFields,
      attestations: list(anything),
      credentials: anything,
      images: named,
      matchImageReferences: list(fields({ expression: text, glob: text })),
      validationConfigurations: fields({
        mutateDigest: flag,
        required: flag,
        verifyDigest: flag,
      }),
    },
    {
      attestors: list(
        fields({ cosign: anything, notary: anything }, { name: filled }),
      ),
      validations: list(validation),
    },
  ),
};

/** A PolicyException of Kyverno, but for its metadata. */
export const policyExceptionSchema: z.ZodRawShape = {
  spec: fields(
    {
      allowedValues: texts,
      evaluationMode: text,
      expiresAt: z.iso.datetime({ offset: true }),
      images: texts,
      matchConditions: named,
      properties: textMap,
      reportResult: oneOf('skip', 'pass'),
    },
    { policyRefs: filledList(fields({}, { kind: filled, name: filled })) },
  ),
};

/** A ValidatingAdmissionPolicy of Kubernetes, but for its metadata. */
export const admissionPolicySchema: z.ZodRawShape = {
  spec: fields({
    auditAnnotations,
    failurePolicy,
    matchConditions: named,
    matchConstraints,
    paramKind: fields({ apiVersion: text, kind: text }),
    validations: list(validation),
    variables: named,
  }),
};

/** Where a ValidatingAdmissionPolicy holds, but for its metadata. */
export const admissionPolicyBindingSchema: z.ZodRawShape = {
  spec: fields(
    { matchResources: matchConstraints, paramRef: anything },
    {
      policyName: filled,
      validationActions: filledList(oneOf('Deny', 'Warn', 'Audit')),
    },
  ),
};
