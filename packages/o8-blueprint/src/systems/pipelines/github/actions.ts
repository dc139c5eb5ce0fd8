/** An action at one commit, and the version that it is. */
interface Action {
  name: string;
  commit: string;
  version: string;
}

const action = (name: string, version: string, commit: string): Action => ({
  name,
  version,
  commit,
});

/**
 * The actions of pipelines. A tag can be moved to other code by whoever takes over its
 * repository, as has happened; a commit stays what it is.
 */
export const ACTIONS = {
  checkout: action(
    'actions/checkout',
    'v7.0.1',
    '3d3c42e5aac5ba805825da76410c181273ba90b1',
  ),
  node: action(
    'actions/setup-node',
    'v7.0.0',
    '820762786026740c76f36085b0efc47a31fe5020',
  ),
  python: action(
    'actions/setup-python',
    'v7.0.0',
    '5fda3b95a4ea91299a34e894583c3862153e4b97',
  ),
  go: action(
    'actions/setup-go',
    'v7.0.0',
    'b7ad1dad31e06c5925ef5d2fc7ad053ef454303e',
  ),
  java: action(
    'actions/setup-java',
    'v5.7.0',
    'b6effb05e454b25005698d916606bdc6ffcbf961',
  ),
  buildx: action(
    'docker/setup-buildx-action',
    'v4.3.0',
    '37fe631027851001ddb9b187196cc803df7f5f0e',
  ),
  login: action(
    'docker/login-action',
    'v4.1.0',
    '4907a6ddec9925e35a0a9e82d7399ccc52663121',
  ),
  build: action(
    'docker/build-push-action',
    'v7.3.0',
    '53b7df96c91f9c12dcc8a07bcb9ccacbed38856a',
  ),
  trivy: action(
    'aquasecurity/trivy-action',
    'v0.36.0',
    'ed142fd0673e97e23eac54620cfb913e5ce36c25',
  ),
  sbom: action(
    'anchore/sbom-action',
    'v0.24.0',
    'e22c389904149dbc22b58101806040fa8d37a610',
  ),
  cosign: action(
    'sigstore/cosign-installer',
    'v4.1.2',
    '6f9f17788090df1f26f669e9d70d6ae9567deba6',
  ),
  attest: action(
    'actions/attest',
    'v4.2.2',
    '1e69f48acb82d1966a394da916b4c1698aa569d6',
  ),
  appToken: action(
    'actions/create-github-app-token',
    'v3.1.1',
    '1b10c78c7865c340bc4f6099eb2f838309f1e8c3',
  ),
  pullRequest: action(
    'peter-evans/create-pull-request',
    'v8.1.1',
    '5f6978faf089d4d20b00c7766989d076bb2fc7f1',
  ),
} as const;

/** What a step uses. */
export function uses(name: keyof typeof ACTIONS): string {
  const { name: repository, commit } = ACTIONS[name];
  return `${repository}@${commit}`;
}

const VERSIONS = new Map(
  Object.values(ACTIONS).map(({ name, commit, version }) => [
    `${name}@${commit}`,
    version,
  ]),
);

/** The text of a workflow with the version behind each commit, where tools look for it. */
export function nameVersions(text: string): string {
  return text.replaceAll(/^ *(?:- )?uses: (\S+)$/gm, (line, used) => {
    const version = VERSIONS.get(used);
    return version === undefined ? line : `${line} # ${version}`;
  });
}
