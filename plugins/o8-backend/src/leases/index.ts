export {
  LeaseLostError,
  type Lease,
  type LeaseStore,
  type Standing,
} from './Lease';
export { LeaseKeeper, type LeaseKeeperOptions } from './LeaseKeeper';
export { withLimit } from './withLimit';
