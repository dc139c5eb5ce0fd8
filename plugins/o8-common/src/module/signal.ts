/**
 * The channel of signals that say which modules changed.
 *
 * @public
 */
export const MODULES_CHANNEL = 'o8:modules';

/**
 * A hint to ask again. Everybody who opens a page gets it, so that it says as little as
 * it can: `keys` are those of {@link ModuleSummary}, each of which many modules could
 * have, and some of them stand for nothing. Null says that anything may have changed:
 * many modules, or how fresh what is known of a cluster is. Without keys nothing
 * changed; it comes now and then as a sign that signals arrive.
 *
 * @public
 */
export interface ModulesSignal {
  keys: string[] | null;
}
