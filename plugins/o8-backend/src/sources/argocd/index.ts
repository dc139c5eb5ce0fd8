export { argocdSource } from './argocdSource';
export { readApplication, type ApplicationValue } from './applicationFact';
