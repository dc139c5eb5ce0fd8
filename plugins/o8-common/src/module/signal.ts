/**
 * The channel of signals that say which modules changed.
 *
 * @public
 */
export const MODULES_CHANNEL = 'o8:modules';

/**
 * A hint to ask again. Names stay out of it, because everybody who is signed in gets
 * it: `keys` are those of {@link ModuleSummary}; null if too many changed at once.
 *
 * @public
 */
export interface ModulesSignal {
  keys: string[] | null;
}
