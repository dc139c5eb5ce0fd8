declare module 'json-merge-patch' {
  /** RFC 7396. Changes `target`, so give it a copy. */
  export function apply(target: unknown, patch: unknown): unknown;
}
