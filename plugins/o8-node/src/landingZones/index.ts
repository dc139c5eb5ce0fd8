export {
  o8LandingZonesServiceRef,
  type LandingZonesService,
} from './LandingZonesService';
