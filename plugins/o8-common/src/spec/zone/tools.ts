import { z } from 'zod';
import { imageSchema } from '../text';

const PACKAGE =
  /^npm:(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*@(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?$/;

/** The schema of an image that cannot become another one by itself. */
export const pinnedImageSchema = imageSchema.refine(
  image => image.includes('@sha256:'),
  { error: 'needs a digest: what pipelines run does not change by itself' },
);

const cliSchema = z
  .string('must be text')
  .max(300, { error: 'is longer than 300 characters', abort: true })
  .refine(
    text =>
      text.startsWith('npm:')
        ? PACKAGE.test(text)
        : pinnedImageSchema.safeParse(text).success,
    {
      error:
        'is neither a package with its exact version, such as npm:@acme/o8-cli@1.2.3, nor an image with its digest, such as registry.example/o8@sha256:<64 hex digits>',
    },
  )
  .meta({ title: 'package or image' });

/** The schema of what pipelines run. */
export const toolsSchema = z.strictObject({
  cli: cliSchema
    .optional()
    .describe(
      'The command line of this suite for pipelines: an npm package with its exact version (`npm:@acme/o8-cli@1.2.3`, whose program is `o8`), or an image with its digest that has `o8`, `git` and a shell.',
    ),
  pipelines: pinnedImageSchema
    .optional()
    .describe(
      'In which jobs of GitLab run, with its digest: it has a shell, git, buildah, cosign, syft, trivy, kustomize, yq and jq, and npm if `cli` is a package.',
    ),
});
