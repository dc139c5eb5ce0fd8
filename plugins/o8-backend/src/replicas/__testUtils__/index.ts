export { setHealth } from './changes';
export { countHeld, findHolder, listHeld } from './leases';
export { Replica } from './Replica';
export {
  getModule,
  listTroubled,
  startReplicas,
  TIME_SCALE,
  type Replicas,
} from './startReplicas';
export { openPage, type Page } from './openPage';
export { waitFor } from './waitFor';
