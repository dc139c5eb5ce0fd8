const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** What is wrong with the URL of a backend, as a sentence; undefined if nothing is. */
export function findUrlProblem(value: string): string | undefined {
  if (!URL.canParse(value)) {
    return 'It is not a URL.';
  }
  const { protocol, hostname, username, password, search, hash } = new URL(
    value,
  );
  if (protocol !== 'https:' && protocol !== 'http:') {
    return 'It is neither https nor http.';
  }
  if (username || password) {
    return 'It has a password in it; give a token by --token-file or O8_TOKEN.';
  }
  if (search || hash) {
    return 'It has more than a path.';
  }
  if (protocol === 'http:' && !LOOPBACK.includes(hostname)) {
    return 'Only https is safe for a token on its way to another machine.';
  }
  return undefined;
}
