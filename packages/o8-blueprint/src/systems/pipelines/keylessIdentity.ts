import type { LandingZone } from '@orchestr8/backstage-plugin-o8-common';

/** Who signs images: what a certificate of the public Sigstore says of a pipeline. */
export interface KeylessIdentity {
  issuer: string;
  /** A regular expression of all pipelines of modules that build images. */
  subjectRegExp: string;
}

/**
 * By whom the images of a landing zone are signed. The public Sigstore knows the public
 * hosts alone: for others nothing is signed, and nothing is said to be.
 */
export function keylessIdentity(
  { spec: { git } }: Pick<LandingZone, 'spec'>,
  ci: 'github' | 'gitlab' | undefined,
): KeylessIdentity | undefined {
  const branch = escape(`@refs/heads/${git.branch}`);
  const modules = `${escape(`${git.url}/${git.modules}`)}/[A-Za-z0-9._-]+/`;
  if (ci === 'github' && git.url === 'https://github.com') {
    return {
      issuer: 'https://token.actions.githubusercontent.com',
      subjectRegExp: `^${modules}${escape(
        '.github/workflows/build.yaml',
      )}${branch}$`,
    };
  }
  if (ci === 'gitlab' && git.url === 'https://gitlab.com') {
    return {
      issuer: git.url,
      subjectRegExp: `^${modules}/${escape('.gitlab-ci.yml')}${branch}$`,
    };
  }
  return undefined;
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
