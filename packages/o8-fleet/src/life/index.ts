export { Life, type LifeOptions } from './Life';
