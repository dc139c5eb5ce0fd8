export { parseDurationMs } from './parseDurationMs';
export {
  readO8Config,
  type ClusterConfig,
  type O8Config,
} from './readO8Config';
