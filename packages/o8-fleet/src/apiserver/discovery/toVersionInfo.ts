const VERSION = /^v(\d+)\.(\d+)\./;

/** `/version`, from a version such as `v1.36.3`. */
export function toVersionInfo(kubernetesVersion: string) {
  const [, major = '', minor = ''] = VERSION.exec(kubernetesVersion) ?? [];
  return {
    major,
    minor,
    gitVersion: kubernetesVersion,
    gitCommit: '',
    gitTreeState: 'clean',
    buildDate: '1970-01-01T00:00:00Z',
    goVersion: '',
    compiler: 'o8-fleet',
    platform: 'linux/amd64',
  };
}
