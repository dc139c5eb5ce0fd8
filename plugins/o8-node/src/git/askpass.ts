/**
 * What answers git when it asks for a user name or a token. It answers for one host only:
 * a proxy asks in the same way. Secrets come by the environment of the process, so they
 * are in no file, argument or URL.
 */
export const ASKPASS_SCRIPT = `#!/bin/sh
case "$1" in
  "Username for '$O8_GIT_SCHEME://$O8_GIT_HOST'"*) printf '%s\\n' "$O8_GIT_USERNAME" ;;
  "Password for '$O8_GIT_SCHEME://"*"@$O8_GIT_HOST'"*) printf '%s\\n' "$O8_GIT_TOKEN" ;;
  *) exit 1 ;;
esac
`;

export function askpassEnvironment(options: {
  url: string;
  username: string;
  token: string;
}): Record<string, string> {
  const { protocol, host } = new URL(options.url);
  return {
    O8_GIT_SCHEME: protocol.replace(/:$/, ''),
    O8_GIT_HOST: host,
    O8_GIT_USERNAME: options.username,
    O8_GIT_TOKEN: options.token,
  };
}
