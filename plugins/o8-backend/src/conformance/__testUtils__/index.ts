export { prepareCluster, type PreparedCluster } from './prepareCluster';
export {
  CRD,
  CRDS,
  createDefinition,
  createWidget,
  GROUP,
  MODULE,
  widgetsSource,
} from './widgets';
