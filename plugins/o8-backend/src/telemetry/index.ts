export { createPluginTelemetry, type Telemetry } from './createTelemetry';
export { measureRequests } from './measureRequests';
export { measureStore } from './measureStore';
export { observeGauges } from './observeGauges';
export {
  noTelemetry,
  type AnswerTelemetry,
  type CacheName,
  type EngineTelemetry,
  type LeaseChange,
} from './Telemetry';
