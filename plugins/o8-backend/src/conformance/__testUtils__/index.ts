export { prepareCluster, type PreparedCluster } from './prepareCluster';
export { waitFor } from '../../engine/__testUtils__/waitFor';
export { startEngine } from './startEngine';
export {
  CRD,
  CRDS,
  createDefinition,
  createWidget,
  GROUP,
  MODULE,
  widgetsSource,
} from './widgets';
