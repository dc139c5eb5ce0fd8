export {
  policyReportsSource,
  readReport,
  type ReportValue,
} from './policyReportsSource';
