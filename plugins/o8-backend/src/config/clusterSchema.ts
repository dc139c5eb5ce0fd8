import { z } from 'zod';
import type { ClusterConfig } from './ClusterConfig';
import { isDnsLabel } from './dnsLabel';
import { findUrlProblem } from './findUrlProblem';

const text = z.string().min(1);

const execSchema = z.strictObject({
  command: text,
  args: z.array(z.string()).default([]),
  env: z.record(z.string(), z.string()).default({}),
});

const authSchema = z.strictObject({
  token: text.optional(),
  tokenFile: text.optional(),
  serviceAccount: z.literal(true).optional(),
  clientCertificateFile: text.optional(),
  clientKeyFile: text.optional(),
  exec: execSchema.optional(),
  username: text.optional(),
  password: text.optional(),
  passwordFile: text.optional(),
});

const urlSchema = z.string().superRefine((value, { addIssue }) => {
  const problem = findUrlProblem(value);
  if (problem) {
    addIssue({ code: 'custom', message: problem });
  }
});

const shapeSchema = z.strictObject({
  name: z
    .string()
    .refine(isDnsLabel, 'must be a DNS label (a-z, 0-9, "-"; at most 63)'),
  title: text.optional(),
  type: z.enum(['kubernetes', 'argocd', 'snapshot']),
  aliases: z.array(text).default([]),
  url: urlSchema.optional(),
  frontendUrl: urlSchema.optional(),
  kubeconfig: z
    .strictObject({ file: text, context: text.optional() })
    .optional(),
  directory: text.optional(),
  archive: text.optional(),
  caFile: text.optional(),
  caData: text.optional(),
  auth: authSchema.optional(),
  projects: z.array(text).min(1).optional(),
  appNamespaces: z.array(text).min(1).optional(),
});

type Shape = z.output<typeof shapeSchema>;
type Auth = z.output<typeof authSchema>;
type Fail = (path: string[], message: string) => void;

const TLS_KEYS = ['caFile', 'caData'] as const;

/** Keys beyond those of every cluster, by the type that knows them. */
const KEYS = {
  kubernetes: ['url', 'kubeconfig', ...TLS_KEYS, 'auth'],
  argocd: [
    'url',
    'frontendUrl',
    ...TLS_KEYS,
    'auth',
    'projects',
    'appNamespaces',
  ],
  snapshot: ['directory', 'archive'],
} satisfies Record<Shape['type'], (keyof Shape)[]>;

/** The ways to sign in; all keys of one belong together, but for those with a choice. */
const WAYS = {
  kubernetes: [
    ['token'],
    ['tokenFile'],
    ['serviceAccount'],
    ['clientCertificateFile', 'clientKeyFile'],
    ['exec'],
  ],
  argocd: [
    ['token'],
    ['tokenFile'],
    ['username', 'password'],
    ['username', 'passwordFile'],
  ],
  snapshot: [],
} satisfies Record<Shape['type'], (keyof Auth)[][]>;

/** A cluster of `o8.clusters`. */
export const clusterSchema = shapeSchema
  .superRefine((shape, { addIssue }) => {
    const fail: Fail = (path, message) =>
      addIssue({ code: 'custom', path, message });
    checkPlace(shape, fail);
    checkKeys(shape, fail);
    checkAuth(shape, fail);
  })
  .transform(toClusterConfig);

function checkPlace(shape: Shape, fail: Fail): void {
  const { type, url, kubeconfig, auth, directory, archive } = shape;
  if (type === 'snapshot') {
    if (!directory === !archive) {
      fail([], 'needs one of "directory" and "archive"');
    }
    return;
  }
  // A pod knows where its own cluster is.
  const isKnown = type === 'kubernetes' && (kubeconfig || auth?.serviceAccount);
  if (url === undefined && !isKnown) {
    fail(['url'], `is required for type "${type}"`);
  }
}

function checkKeys(shape: Shape, fail: Fail): void {
  const known: string[] = KEYS[shape.type];
  for (const key of new Set(Object.values(KEYS).flat())) {
    if (shape[key] === undefined) {
      continue;
    }
    if (!known.includes(key)) {
      fail([key], `has no meaning for type "${shape.type}"`);
    } else if (shape.kubeconfig && key !== 'kubeconfig') {
      fail([key], 'has no meaning beside "kubeconfig"');
    }
  }
  if (shape.caFile && shape.caData) {
    fail([], 'needs at most one of "caFile" and "caData"');
  }
}

function checkAuth({ type, auth }: Shape, fail: Fail): void {
  const ways: (keyof Auth)[][] = WAYS[type];
  if (!auth || ways.length === 0) {
    return;
  }
  const given = Object.entries(auth).flatMap(([key, value]) =>
    value === undefined ? [] : [key],
  );
  const isOne = ways.some(
    way => way.length === given.length && way.every(key => given.includes(key)),
  );
  if (!isOne) {
    const words = ways.map(way => way.map(key => `"${key}"`).join(' with '));
    fail(['auth'], `needs exactly one of ${words.join(', ')}`);
  }
}

function toClusterConfig(shape: Shape): ClusterConfig {
  // What has no meaning for the type was refused above.
  const { type, title = shape.name, ...rest } = shape;
  return { ...rest, title, type } as ClusterConfig;
}
