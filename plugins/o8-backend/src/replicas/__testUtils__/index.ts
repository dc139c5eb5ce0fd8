export { setHealth } from './changes';
export { countHeld, findHolder, listHeld } from './leases';
export type { Replica } from './Replica';
export {
  getModule,
  listTroubled,
  startReplicas,
  TIME_SCALE,
  type Replicas,
} from './startReplicas';
export { waitFor } from './waitFor';
