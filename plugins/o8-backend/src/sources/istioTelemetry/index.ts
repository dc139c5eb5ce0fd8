export { istioTelemetrySource } from './istioTelemetrySource';
