export { renderChart } from './renderChart';
export { StandIns, type StandIn } from './StandIns';
