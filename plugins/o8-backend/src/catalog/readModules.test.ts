import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { readModules } from './readModules';
import { MODULE_ENTITY_FIELDS, toModuleEntity } from './toModuleEntity';

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

describe('toModuleEntity', () => {
  it('keeps what answers need', () => {
    const entity = createComponent(
      'billing',
      {
        'orchestr8.io/module': 'billing-eu',
        'orchestr8.io/rpo': '15m',
        'orchestr8.io/tier': 'gold',
      },
      {
        relations: [
          { type: 'partOf', targetRef: 'component:default/parent' },
          { type: 'partOf', targetRef: 'system:default/money' },
          { type: 'ownedBy', targetRef: 'group:default/payments' },
        ],
      },
    );
    entity.metadata.title = 'Billing';
    entity.metadata.description = 'Sends bills';

    expect(toModuleEntity(entity)).toEqual({
      entityRef: 'component:default/billing',
      module: 'billing-eu',
      title: 'Billing',
      description: 'Sends bills',
      owner: 'group:default/payments',
      system: 'system:default/money',
      tier: 'gold',
      rpoMs: 900_000,
    });
  });

  it('keeps in mind that an objective cannot be read', () => {
    const entity = createComponent('web', {
      'orchestr8.io/module': 'web',
      'orchestr8.io/rpo': 'soon',
    });
    expect(toModuleEntity(entity)?.rpoMs).toBe('invalid');
  });

  it('leaves open what the entity does not say', () => {
    const entity = createComponent('web', { 'orchestr8.io/module': 'web' });
    expect(toModuleEntity(entity)).toEqual({
      entityRef: 'component:default/web',
      module: 'web',
      title: 'web',
      description: null,
      owner: null,
      system: null,
      tier: null,
      rpoMs: null,
    });
  });

  it.each([[undefined], [{}], [{ 'orchestr8.io/module': '' }]])(
    'takes one with the annotations %j for no module',
    annotations => {
      expect(toModuleEntity(createComponent('x', annotations))).toBeUndefined();
    },
  );
});

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
        filter: {
          'metadata.annotations.orchestr8.io/module': expect.anything(),
        },
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

  it('passes on that the catalog does not answer', async () => {
    const queryEntities = jest.fn().mockRejectedValue(new Error('down'));
    await expect(
      readModules({
        catalog: { queryEntities } as unknown as CatalogService,
        auth: mockServices.auth(),
      }),
    ).rejects.toThrow('down');
  });
});
