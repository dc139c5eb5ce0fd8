import type { ClusterError, ServedKind } from '../clusters';
import { toMissingRule } from '../rbac';

/** Why a kind cannot be read, and what would mend it, in a sentence for people. */
export function explainRefusal(
  kind: Pick<ServedKind, 'group' | 'kind' | 'plural'>,
  { code, message, retryAfterMs }: ClusterError,
): string {
  const said = `${kind.kind}: ${message}`;
  if (code === 'forbidden') {
    return `${said}. What is missing: ${toMissingRule(kind)}`;
  }
  return code === 'throttled' && retryAfterMs !== undefined
    ? `${said}. It is asked again in ${Math.ceil(retryAfterMs / 1_000)} s`
    : said;
}
