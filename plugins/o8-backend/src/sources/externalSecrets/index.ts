export { externalSecretsSource } from './externalSecretsSource';
