import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ResourceDefinition } from '../../types';
import { authorize, type User } from '../access';
import { badRequest, methodNotAllowed } from '../refusals';
import type { ResourceRequestInfo, ResourceVerb } from '../RequestInfo';
import { decodeReview } from './decodeReview';
import { StatusError } from '../StatusError';

// What real clusters let everybody read who is known.
const OPEN_PATHS = [
  '/api',
  '/api/*',
  '/apis',
  '/apis/*',
  '/healthz',
  '/livez',
  '/openapi',
  '/openapi/*',
  '/readyz',
  '/version',
  '/version/',
];

const text = z.string().default('');
const accessSchema = z.looseObject({
  spec: z.looseObject({
    resourceAttributes: z
      .looseObject({
        namespace: text,
        verb: text,
        group: text,
        version: text,
        resource: text,
        subresource: text,
        name: text,
      })
      .optional(),
    nonResourceAttributes: z.looseObject({ path: text, verb: text }).optional(),
  }),
});
const rulesSchema = z.looseObject({
  spec: z.looseObject({ namespace: text }),
});

type ResourceAttributes = NonNullable<
  z.infer<typeof accessSchema>['spec']['resourceAttributes']
>;

/** `POST …/selfsubjectaccessreviews` and `…/selfsubjectrulesreviews`, which everybody may. */
export function answerReview(request: {
  user: User;
  info: ResourceRequestInfo;
  definition: ResourceDefinition;
  req: Request;
  res: Response;
}): void {
  const { user, info, definition, req, res } = request;
  if (info.verb !== 'create' || info.name !== undefined) {
    throw methodNotAllowed();
  }
  const { group, version, kind } = definition;
  const body = Buffer.isBuffer(req.body)
    ? decodeReview(req.body, kind)
    : req.body;
  const answer =
    kind === 'SelfSubjectRulesReview'
      ? reviewRules(user, body)
      : reviewAccess(user, body);
  res.status(201).json({
    kind,
    apiVersion: `${group}/${version}`,
    metadata: { creationTimestamp: null },
    ...answer,
  });
}

function reviewAccess(user: User, body: unknown) {
  const { spec } = parse(accessSchema, body);
  const { resourceAttributes: resource, nonResourceAttributes: path } = spec;
  if (Boolean(resource) === Boolean(path)) {
    throw badRequest(
      'exactly one of nonResourceAttributes or resourceAttributes must be specified',
    );
  }
  const allowed = resource
    ? mayUse(user, resource)
    : isMaster(user) || (path?.verb === 'get' && isOpen(path.path));
  return { spec, status: { allowed } };
}

function reviewRules(user: User, body: unknown) {
  const { spec } = parse(rulesSchema, body);
  if (spec.namespace === '') {
    throw badRequest('no namespace on request');
  }
  return {
    spec: {},
    status: {
      resourceRules: user.rules,
      nonResourceRules: isMaster(user)
        ? [{ verbs: ['*'], nonResourceURLs: ['*'] }]
        : [{ verbs: ['get'], nonResourceURLs: OPEN_PATHS }],
      incomplete: false,
    },
  };
}

function mayUse(user: User, asked: ResourceAttributes): boolean {
  const { verb, group, version, resource, ...where } = asked;
  try {
    authorize(user, {
      isResource: true,
      // A verb that is none is one that no rule names.
      verb: verb as ResourceVerb,
      group,
      version,
      plural: resource,
      namespace: where.namespace || undefined,
      name: where.name || undefined,
      subresource: where.subresource || undefined,
    });
    return true;
  } catch (error) {
    if (error instanceof StatusError && error.code === 403) {
      return false;
    }
    throw error;
  }
}

function isMaster({ rules }: User): boolean {
  return rules.some(({ apiGroups, resources, verbs }) =>
    [apiGroups, resources, verbs].every(each => each.includes('*')),
  );
}

function isOpen(path: string): boolean {
  return OPEN_PATHS.some(open =>
    open.endsWith('*') ? path.startsWith(open.slice(0, -1)) : path === open,
  );
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body);
  if (!success) {
    const [{ path, message }] = error.issues;
    throw badRequest(`${path.join('.') || 'body'}: ${message}`);
  }
  return data;
}
