export { appProjectsSource } from './appProjectsSource';
