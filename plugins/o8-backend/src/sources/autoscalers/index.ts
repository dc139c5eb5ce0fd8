export { autoscalersSource } from './autoscalersSource';
