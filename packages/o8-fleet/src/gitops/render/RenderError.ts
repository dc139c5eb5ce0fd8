/** What is wrong with a source, in words for those who wrote it. */
export class RenderError extends Error {
  readonly name = 'RenderError';
}
