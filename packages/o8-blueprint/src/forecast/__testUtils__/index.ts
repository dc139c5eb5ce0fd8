export {
  addObjects,
  changeObjects,
  createPlan,
  removeKind,
  setField,
  SPEC,
  ZONE,
} from './createPlan';
export { look } from './look';
