import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

// What is wrong with a value is told by the blueprint, all at once: here are only types.
const input = {
  landingZone: (z: Zod) =>
    z.string().describe('The name of the landing zone, such as demo'),
  name: (z: Zod) =>
    z
      .string()
      .describe(
        'Of the module, its repository, its namespace and its entity; it never changes',
      ),
  owner: (z: Zod) =>
    z
      .string()
      .describe(
        'The entity ref of the group or user that answers for it; a name alone is a group',
      ),
  title: (z: Zod) =>
    z.string().optional().describe('How people call it, at most 80 characters'),
  description: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('What it is for, in one line of at most 500 characters'),
  system: (z: Zod) =>
    z.string().optional().describe('The system of the catalog it belongs to'),
  tags: (z: Zod) =>
    z.array(z.string()).optional().describe('Tags of its entity'),
  runtime: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'The language of the code that its repository begins with: node, python, go or java; none without it',
      ),
  image: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'The image it runs; without one, the placeholder of the landing zone until its first build',
      ),
  port: (z: Zod) =>
    z
      .number()
      .optional()
      .describe('The port on which it listens, 1024 to 65535; 8080 by default'),
  replicas: (z: Zod) =>
    z.number().optional().describe('How many run in each cluster, 1 to 50'),
  tier: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('How important it is: standard (default) or critical'),
  placements: (z: Zod) =>
    z
      .array(
        z.object({
          environment: z.string().describe('Such as production'),
          cluster: z.string().describe('A cluster of the landing zone'),
          replicas: z
            .number()
            .optional()
            .describe('Other than those of the module'),
        }),
      )
      .optional()
      .describe('Where it runs; the default clusters of the landing zone'),
};

const output = {
  spec: (z: Zod) =>
    z
      .record(z.unknown())
      .describe('What is asked for, as the other actions take it'),
  name: (z: Zod) => z.string().describe('The name of the module'),
  owner: (z: Zod) => z.string().describe('The full entity ref of its owner'),
  landingZone: (z: Zod) => z.string().describe('The name of the landing zone'),
  review: (z: Zod) =>
    z
      .enum(['required', 'none'])
      .describe('Whether its entry waits for a review, or is deployed at once'),
  repositoryUrl: (z: Zod) =>
    z.string().describe('Where its repository is looked at'),
  platformUrl: (z: Zod) =>
    z.string().describe('Where the platform repository is looked at'),
  catalogInfoUrl: (z: Zod) =>
    z.string().describe('Where the catalog will read its entity'),
  entityRef: (z: Zod) => z.string().describe('Its entity'),
  registered: (z: Zod) =>
    z
      .boolean()
      .describe(
        'Whether the catalog has this location already: then "catalog:register" is left out',
      ),
  state: (z: Zod) =>
    z
      .enum(['new', 'resumed'])
      .describe('Whether an earlier attempt of the same owner has begun it'),
};

/** The fields of `o8:module:validate`. */
export const moduleValidateSchema = { input, output };
