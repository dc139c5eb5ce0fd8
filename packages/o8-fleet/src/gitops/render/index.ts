export { RenderError } from './RenderError';
export { renderSource } from './renderSource';
