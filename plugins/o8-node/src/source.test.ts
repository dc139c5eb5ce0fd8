import { o8SourcesExtensionPoint } from './extensions';
import { sourceOf } from './source';

it.each([
  ['argocd.application', 'argocd'],
  ['my-source.a.b', 'my-source'],
] as const)('the type %s is of the source %s', (type, id) => {
  expect(sourceOf(type)).toBe(id);
});

it('has an extension point of a stable name', () => {
  expect(o8SourcesExtensionPoint.id).toBe('o8.sources');
});
