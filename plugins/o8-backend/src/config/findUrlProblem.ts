// The addresses that never leave the machine: plain http is safe there.
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * What is wrong with the URL of a cluster's API, in words; undefined if nothing is.
 */
export function findUrlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) {
    return 'must be an absolute URL';
  }
  const url = new URL(value);
  if (url.username || url.password) {
    return 'must not contain a user name or password';
  }
  if (url.search || url.hash) {
    return 'must not contain a query or a fragment';
  }
  if (url.protocol === 'https:') {
    return undefined;
  }
  if (url.protocol !== 'http:') {
    return 'must be an https URL';
  }
  return LOOPBACK.test(url.hostname)
    ? undefined
    : 'must be an https URL: plain http is accepted for loopback addresses only';
}
