import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

const input = {
  repository: (z: Zod) =>
    z
      .enum(['module', 'platform'])
      .describe(
        'What is published: the repository of the module, or its entry',
      ),
  spec: (z: Zod) =>
    z
      .record(z.unknown())
      .describe('The spec that "o8:module:validate" has made'),
  landingZone: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('The name of the landing zone; it must be the one of the spec'),
  name: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('The name of the module; it must be the one of the spec'),
};

const output = {
  remoteUrl: (z: Zod) => z.string().describe('What git clones'),
  webUrl: (z: Zod) => z.string().describe('Where the repository is looked at'),
  commit: (z: Zod) =>
    z
      .string()
      .describe('The commit that has it; zeros where a dry run makes none'),
  branch: (z: Zod) => z.string().describe('The branch that has it'),
  review: (z: Zod) =>
    z
      .enum(['required', 'none'])
      .describe('Whether entries of this landing zone wait for a review'),
  compareUrl: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('Where its review is asked for; only while it waits for one'),
  entryUrl: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('Where the entry is looked at; only for "platform"'),
  catalogInfoUrl: (z: Zod) =>
    z
      .string()
      .optional()
      .describe('Where the catalog reads its entity; only for "module"'),
  state: (z: Zod) =>
    z
      .enum(['created', 'updated', 'unchanged', 'waiting-for-review'])
      .describe('What has become of it'),
};

/** The fields of `o8:git:publish`. */
export const gitPublishSchema = { input, output };
