/** The file of both halves of an edge, below the directory of the caller on a cluster. */
export function edgeFile({ callee }: { callee: string }): string {
  return `edges/${callee}.yaml`;
}
