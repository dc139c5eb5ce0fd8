const VERSION = /^v(\d+)(?:(alpha|beta)(\d+))?$/;
const STAGES = { alpha: 0, beta: 1, stable: 2 };

/** Orders versions as API servers do: `v2`, `v1`, `v1beta1`, `v1alpha1`, then the others. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [rankOf(a), rankOf(b)];
  if (!left && !right) {
    return a < b ? -1 : Number(a > b);
  }
  if (!left || !right) {
    return left ? -1 : 1;
  }
  const at = left.findIndex((rank, index) => rank !== right[index]);
  return at < 0 ? 0 : right[at] - left[at];
}

/** The stage, the major and the minor number; undefined for a name of another form. */
function rankOf(version: string): number[] | undefined {
  const [match, major, stage, minor] = VERSION.exec(version) ?? [];
  return match === undefined
    ? undefined
    : [
        STAGES[stage === 'alpha' || stage === 'beta' ? stage : 'stable'],
        Number(major),
        Number(minor ?? 0),
      ];
}
