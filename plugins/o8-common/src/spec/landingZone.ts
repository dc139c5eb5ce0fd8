import { z } from 'zod';
import {
  checkMemoryLimit,
  cpuSchema,
  dnsLabelSchema,
  imageSchema,
  lineSchema,
  memorySchema,
  O8_API_VERSION,
} from './text';

/** How repositories are called and shown by a git host. @public */
export const GIT_HOST_TYPES = ['plain', 'github', 'gitlab', 'gitea'] as const;

const PATH_PART = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const isRepositoryPath = (path: string) =>
  path.split('/').every(part => PATH_PART.test(part) && !part.endsWith('.git'));

const repositoryPathSchema = z
  .string('must be text')
  .refine(isRepositoryPath, { error: 'is not a path such as acme/o8-apps' });

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

// Parsers of URLs drop white space and turn "\\" around; git and Argo CD do not.
const NOT_IN_URL = /[\s\\\p{C}]/u;
const isUrl = (text: string) => URL.canParse(text) && !NOT_IN_URL.test(text);

const gitUrlSchema = z
  .string('must be text')
  .superRefine((text, { addIssue }) => {
    const fail = (message: string) => addIssue({ code: 'custom', message });
    const url = isUrl(text) ? new URL(text) : undefined;
    if (!url || !['https:', 'http:'].includes(url.protocol)) {
      fail('must be an https URL such as https://github.com');
      return;
    }
    if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) {
      fail('must be https: plain http is accepted for loopback addresses only');
    }
    if (url.username || url.password) {
      fail(
        'must not contain credentials: they belong to "o8.git" of the configuration',
      );
    }
    if (/[?#]|\/$/.test(text)) {
      fail('must not have a query, a fragment or a slash at its end');
    }
  });

const BRANCH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

const isBranch = (name: string) =>
  BRANCH.test(name) && !/\.\.|\.$|\.lock(\/|$)/.test(name);

const gitSchema = z.strictObject({
  type: z
    .enum(GIT_HOST_TYPES, `must be one of ${GIT_HOST_TYPES.join(', ')}`)
    .default('plain'),
  /** Where the host is; repositories are below it. */
  url: gitUrlSchema,
  /** The organisation or group in which the repositories of modules lie. */
  modules: repositoryPathSchema,
  /** The platform repository (App of Apps). */
  platform: repositoryPathSchema,
  branch: z
    .string('must be text')
    .refine(isBranch, { error: 'is not the name of a branch' })
    .default('main'),
});

// Projects compare destinations as patterns: one of these would allow other clusters.
const isNoPattern = (text: string) => !/[*?[\]{}!]/.test(text);
const PATTERN = {
  error:
    'must not have any of * ? [ ] { } !, because Argo CD takes them for patterns',
};

const isServer = (text: string) => /^https?:/.test(text) && isUrl(text);

const serverSchema = z
  .string('must be text')
  .refine(isServer, { error: 'must be the https URL of its API' })
  .refine(text => !isServer(text) || isNoPattern(text), PATTERN);

const clusterSchema = z.strictObject({
  name: dnsLabelSchema.refine(name => !/^boundary(-|$)/.test(name), {
    error: 'must not begin with "boundary": Applications of boundaries do',
  }),
  title: lineSchema(80).optional(),
  environment: dnsLabelSchema,
  region: dnsLabelSchema.optional(),
  /** How Argo CD calls it; the name where neither is given. */
  argocd: z
    .union(
      [
        z.strictObject({ name: lineSchema(253).refine(isNoPattern, PATTERN) }),
        z.strictObject({ server: serverSchema }),
      ],
      'must have either "name" or "server"',
    )
    .optional(),
  /** Whether modules that name no placement come here. */
  default: z.boolean('must be true or false').default(false),
});

const quotaSchema = z
  .strictObject({
    cpu: cpuSchema.default('8'),
    memory: memorySchema.default('16Gi'),
    memoryLimit: memorySchema.default('32Gi'),
    pods: z
      .number('must be a number')
      .int('must be a whole number')
      .min(1, 'must be at least 1')
      .default(60),
  })
  .superRefine(checkMemoryLimit);

const backupSchema = z.strictObject({
  /** Where Velero is. */
  namespace: dnsLabelSchema.default('velero'),
  storageLocation: dnsLabelSchema.default('default'),
  /** Copies snapshots off the cluster: without it a lost region is a lost backup. */
  moveData: z.boolean('must be true or false').default(true),
});

const argocdSchema = z.strictObject({
  namespace: dnsLabelSchema.default('argocd'),
  /** The Application that applies the platform repository. */
  rootApplication: dnsLabelSchema.default('o8-root'),
  /** The AppProject of the root and of all boundaries. */
  project: dnsLabelSchema.default('o8-platform'),
});

const POD_SECURITY_VERSION = /^(latest|v1\.[0-9]{1,3})$/;

const zoneSpecSchema = z
  .strictObject({
    /** `required`: entries come as a branch or pull request. `none`: they are pushed. */
    review: z
      .enum(['required', 'none'], 'must be "required" or "none"')
      .default('required'),
    layout: z
      .literal(
        'directory',
        'must be "directory": other layouts come with a later version',
      )
      .default('directory'),
    git: gitSchema,
    argocd: argocdSchema.prefault({}),
    clusters: z
      .array(clusterSchema)
      .min(1, 'needs at least one cluster')
      .max(200, 'has more than 200 entries'),
    /** Where images of modules are pushed to; `<registry>/<module>`. */
    registry: z
      .string('must be text')
      .regex(
        /^[a-z0-9]+([._-][a-z0-9]+)*(:[0-9]+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*$/,
        'is not a registry such as ghcr.io/acme',
      ),
    /** What runs until the first image is built: it listens on $PORT. */
    placeholderImage: imageSchema,
    podSecurityVersion: z
      .string('must be text')
      .regex(POD_SECURITY_VERSION, 'is not a version such as v1.36')
      .default('latest'),
    quota: quotaSchema.prefault({}),
    backup: backupSchema.prefault({}),
    /** Further namespaces in which the platform lives: no module is called so. */
    namespaces: z.array(dnsLabelSchema).default([]),
  })
  .superRefine(({ clusters }, { addIssue }) => {
    const fail = (path: (string | number)[], message: string) =>
      addIssue({ code: 'custom', path, message });
    clusters.forEach(({ name }, index) => {
      const first = clusters.findIndex(other => other.name === name);
      if (first < index) {
        fail(['clusters', index, 'name'], `"${name}" is there twice`);
      }
    });
    // Two names of one place: a module would be there twice, and fight with itself.
    const destinations = clusters.map(toDestination);
    destinations.forEach((destination, index) => {
      const first = destinations.indexOf(destination);
      if (first < index && clusters[first].name !== clusters[index].name) {
        fail(
          ['clusters', index, 'argocd'],
          `is the same destination as that of "${clusters[first].name}"`,
        );
      }
    });
    if (clusters.length > 0 && !clusters.some(cluster => cluster.default)) {
      fail(['clusters'], 'needs at least one with "default: true"');
    }
  });

function toDestination({ name, argocd }: z.output<typeof clusterSchema>) {
  if (argocd && 'server' in argocd) {
    const { server } = argocd;
    // What is no URL is a problem of its own, and comes here all the same.
    return `server ${isUrl(server) ? new URL(server).href : server}`;
  }
  return `name ${argocd?.name ?? name}`;
}

/**
 * The schema of a landing zone: what the platform team decides once. Developers
 * choose one by its name and never type a repository, cluster or registry.
 *
 * @public
 */
export const landingZoneSchema = z.strictObject({
  apiVersion: z.literal(O8_API_VERSION, `must be "${O8_API_VERSION}"`),
  kind: z.literal('LandingZone', 'must be "LandingZone"'),
  metadata: z.strictObject({
    name: dnsLabelSchema,
    title: lineSchema(80).optional(),
    description: lineSchema(500).optional(),
  }),
  spec: zoneSpecSchema,
});

/**
 * A landing zone with its defaults.
 *
 * @public
 */
export type LandingZone = z.output<typeof landingZoneSchema>;

/**
 * A landing zone as people write it.
 *
 * @public
 */
export type LandingZoneInput = z.input<typeof landingZoneSchema>;
