/**
 * The version of the blueprint: lock files name it, so that a later version knows
 * what it upgrades from. It grows with every change of the generated files.
 *
 * @public
 */
export const BLUEPRINT_VERSION = '2';
