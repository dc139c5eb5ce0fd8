export { PORTAL_USER } from './access';
export type { Followed } from './ArgoCdContext';
export {
  createServedArgoCd,
  type ServedArgoCd,
  type ServedArgoCdOptions,
} from './createServedArgoCd';
