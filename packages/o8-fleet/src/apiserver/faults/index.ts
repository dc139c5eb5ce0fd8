export {
  FAULT_STATUSES,
  faultSchema,
  type Fault,
  type FaultedResource,
} from './Fault';
export { FaultGate, type OpenWatch } from './FaultGate';
