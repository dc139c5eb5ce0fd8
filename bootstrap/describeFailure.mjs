const CAUSES = [
  {
    pattern: /ENOSPC|no space left on device/i,
    sentence:
      'The disk is full: free about 4 GB, then run the same command again.',
  },
  {
    pattern: /EACCES|EPERM|EROFS/,
    sentence:
      'This folder cannot be written to: end what runs in it, check who owns it, or clone the repository to another one.',
  },
  {
    pattern:
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ERR_SOCKET_TIMEOUT|getaddrinfo|connect timed out/i,
    sentence: registry =>
      `The package registry cannot be reached (${registry}): check the network, the proxy and npm's "registry" setting, then run the same command again.`,
  },
  {
    pattern:
      /UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|SELF_SIGNED_CERT|CERT_(UNTRUSTED|HAS_EXPIRED)/,
    sentence: registry =>
      `The certificate of the package registry (${registry}) is not trusted: set npm's "cafile" to your organisation's certificates.`,
  },
  {
    pattern: /\bE40[13]\b|Response Code:? 40[13]|Invalid authentication/i,
    sentence: registry =>
      `The package registry (${registry}) refuses to answer without signing in: set npm's "registry" to one you may read, or give Yarn a token (YARN_NPM_AUTH_TOKEN).`,
  },
  {
    pattern: /YN0028|lockfile would have been modified/i,
    sentence:
      'yarn.lock does not fit the package.json files: run "yarn install" and commit yarn.lock.',
  },
];

/**
 * The one sentence for what a failed installation has printed; undefined if the
 * output shows none of the known causes.
 */
export function describeFailure(output, { registry }) {
  const cause = CAUSES.find(({ pattern }) => pattern.test(output));
  return typeof cause?.sentence === 'function'
    ? cause.sentence(registry)
    : cause?.sentence;
}

/** A registry's URL as it may be shown: without credentials. */
export function toShownRegistry(registry) {
  if (!URL.canParse(registry)) {
    return 'no valid URL';
  }
  const url = new URL(registry);
  url.username = '';
  url.password = '';
  return url.href;
}
