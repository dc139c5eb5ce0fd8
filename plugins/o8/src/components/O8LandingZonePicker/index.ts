export { O8LandingZonePicker } from './O8LandingZonePicker';
export { landingZonePickerSchema } from './schema';
export { validateLandingZone } from './validateLandingZone';
