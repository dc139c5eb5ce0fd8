export {
  FAULT_STATUSES,
  faultSchema,
  type Fault,
  type FaultedResource,
} from './Fault';
export { FaultGate } from './FaultGate';
export type { OpenWatch } from './OpenWatch';
