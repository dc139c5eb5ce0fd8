export { RenderError } from './RenderError';
export { renderSources } from './renderSources';
