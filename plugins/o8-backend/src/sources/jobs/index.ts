export { jobsSource } from './jobsSource';
