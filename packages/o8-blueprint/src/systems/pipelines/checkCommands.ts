import type { Cli } from './toPipeline';

/** The variable that says which package or image the command line is. */
export const O8_CLI = 'O8_CLI';

/** What a shell has to know so that it can call `o8`, where it is not installed. */
export function defineO8(cli: Cli): string {
  return 'package' in cli
    ? `o8() { npm exec --yes --ignore-scripts --package="$${O8_CLI}" -- o8 "$@"; }\n`
    : `o8() {
  docker run --rm --network none --user "$(id -u):$(id -g)" \\
    --volume "$PWD:/work:ro" --workdir /work --entrypoint o8 "$${O8_CLI}" "$@"
}
`;
}

/**
 * Compares what is asked for with what is approved. A difference is no failure: the
 * request comes first, and its approval is somebody else's.
 */
export function compareWithApproved(module: string, warning = ''): string {
  return `status=0
o8 diff ${module} --approved --platform platform || status=$?
if [ "$status" -eq 4 ]; then
  echo "${warning}o8.yaml asks for what the platform has not approved yet"
  exit 0
fi
exit "$status"
`;
}

/** Builds each overlay; a chart may have none. */
export function buildOverlays(kustomize: string): string {
  return `for overlay in deploy/overlays/*; do
  if [ -f "$overlay/kustomization.yaml" ]; then
    echo "$overlay"
    ${kustomize} "$overlay" > /dev/null
  fi
done
`;
}
