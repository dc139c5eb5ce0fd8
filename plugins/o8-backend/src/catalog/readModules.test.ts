import { mockServices } from '@backstage/backend-test-utils';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { readModules } from './readModules';
import { MODULE_ENTITY_FIELDS } from './toModuleEntity';

const options = { trustAnnotations: true, resolveCluster: () => null };

function createComponent(
  name: string,
  annotations?: Record<string, string>,
  fields: Partial<Entity> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, ...(annotations && { annotations }) },
    ...fields,
  };
}

describe('readModules', () => {
  it('reads page after page, as the backend itself', async () => {
    const pages = [
      {
        items: [createComponent('a', { 'orchestr8.io/module': 'a' })],
        pageInfo: { nextCursor: 'next' },
      },
      {
        items: [
          createComponent('no-module'),
          createComponent('b', { 'orchestr8.io/module': 'b' }),
        ],
        pageInfo: {},
      },
    ];
    const queryEntities = jest.fn(async () => pages.shift());
    const modules = await readModules({
      catalog: { queryEntities } as unknown as CatalogService,
      auth: mockServices.auth(),
      ...options,
    });

    expect(modules.map(({ module }) => module)).toEqual(['a', 'b']);
    expect(queryEntities).toHaveBeenCalledTimes(2);
    const asService = {
      credentials: expect.objectContaining({
        principal: expect.objectContaining({ type: 'service' }),
      }),
    };
    expect(queryEntities).toHaveBeenNthCalledWith(
      1,
      expect.objectContaining({
        filter: [
          'orchestr8.io/module',
          'argocd/app-name',
          'argocd/app-selector',
          'argocd/project-name',
          'backstage.io/kubernetes-id',
          'backstage.io/kubernetes-label-selector',
          'backstage.io/kubernetes-namespace',
        ].map(annotation => ({
          [`metadata.annotations.${annotation}`]: CATALOG_FILTER_EXISTS,
        })),
        fields: MODULE_ENTITY_FIELDS,
      }),
      asService,
    );
    expect(queryEntities).toHaveBeenNthCalledWith(
      2,
      expect.objectContaining({ cursor: 'next' }),
      asService,
    );
  });

  it('reads those that only claim something, each once', async () => {
    const claiming = createComponent('a', { 'argocd/app-name': 'a' });
    const catalog = catalogServiceMock({
      entities: [
        claiming,
        createComponent('b', { 'orchestr8.io/module': 'b' }),
        createComponent('c', { 'argocd/app-namespace': 'c' }),
        createComponent('d'),
      ],
    });
    const auth = mockServices.auth();
    const found = await readModules({ catalog, auth, ...options });
    expect(found.map(({ entityRef }) => entityRef)).toEqual([
      'component:default/a',
      'component:default/b',
    ]);

    // While pages are read, an entity may move from one to the next.
    const pages = [
      { items: [claiming], pageInfo: { nextCursor: 'next' } },
      { items: [claiming], pageInfo: {} },
    ];
    const queryEntities = async () => pages.shift();
    const moving = { queryEntities } as unknown as CatalogService;
    await expect(
      readModules({ catalog: moving, auth, ...options }),
    ).resolves.toHaveLength(1);
  });

  it('reads no claims where annotations are not trusted', async () => {
    const catalog = catalogServiceMock({
      entities: [
        createComponent('a', { 'argocd/app-name': 'a' }),
        createComponent('b', {
          'orchestr8.io/module': 'b',
          'argocd/app-name': 'b',
        }),
      ],
    });
    const found = await readModules({
      catalog,
      auth: mockServices.auth(),
      ...options,
      trustAnnotations: false,
    });
    expect(found).toEqual([
      expect.objectContaining({ module: 'b', claims: [], claimProblems: [] }),
    ]);
  });

  it('passes on that the catalog does not answer', async () => {
    const queryEntities = jest.fn().mockRejectedValue(new Error('down'));
    await expect(
      readModules({
        catalog: { queryEntities } as unknown as CatalogService,
        auth: mockServices.auth(),
        ...options,
      }),
    ).rejects.toThrow('down');
  });
});
