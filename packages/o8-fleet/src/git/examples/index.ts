export type { ExampleModule } from './ExampleModule';
export { layVersionSkew } from './layVersionSkew';
export {
  renderExamples,
  type RenderedExample,
  type RenderedExamples,
} from './renderExamples';
