export { loadTokens, type FleetTokens } from './loadTokens';
export { readIfPresent } from './readIfPresent';
export {
  createDataFolder,
  writePrivateFile,
  writePublicFile,
} from './writePrivateFile';
