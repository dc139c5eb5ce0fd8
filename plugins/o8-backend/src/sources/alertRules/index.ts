export { alertRulesSource } from './alertRulesSource';
