export {
  SnapshotConnection,
  type SnapshotConnectionOptions,
} from './SnapshotConnection';
