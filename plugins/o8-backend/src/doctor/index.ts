export { anchorFiles } from './anchorFiles';
export {
  clusterDiagnosisSchema,
  type ClusterDiagnosis,
  type ConnectionDiagnosis,
  type Finding,
  type KindDiagnosis,
  type SignInDiagnosis,
} from './ClusterDiagnosis';
export {
  diagnoseClusters,
  type DiagnoseClustersOptions,
} from './diagnoseClusters';
