export { requireZone, type RequireZoneOptions } from './requireZone';
