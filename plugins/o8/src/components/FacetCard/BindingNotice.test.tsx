import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  ModuleDetail,
  ModuleObject,
} from '@orchestr8/backstage-plugin-o8-common';
import {
  createFacet,
  createModuleDetail,
} from '../../__testUtils__/createModuleDetail';
import { createComplianceState } from '../../__testUtils__/createComplianceState';
import { renderCards } from '../../__testUtils__/renderCards';
import { ComplianceCard } from '../ComplianceCard';
import { SyncCard } from '../SyncCard';

const ENTITY_REF = 'component:default/voicefuse';

function createModuleObject(
  name: string,
  fields: Partial<ModuleObject> = {},
): ModuleObject {
  return {
    cluster: 'hub',
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    namespace: 'argocd',
    name,
    source: 'argocd',
    binding: 'claimed',
    conflict: null,
    operable: false,
    facts: [],
    ...fields,
  };
}

const createConflict = (
  name: string,
  conflict: NonNullable<ModuleObject['conflict']>,
) => createModuleObject(name, { binding: 'conflict', conflict });

function show(fields: Partial<ModuleDetail>) {
  const { facets: _facets, ...rest } = fields;
  renderCards(<SyncCard />, async () =>
    createModuleDetail({ ...rest, totalObjects: rest.objects?.length ?? 0 }),
  );
}

/** Opens the line with the keyboard, and reads what is behind it. */
async function open(summary: string): Promise<(string | null)[]> {
  const button = await screen.findByRole('button', { name: summary });
  button.focus();
  await userEvent.keyboard('{Enter}');
  const list = screen.getByRole('list', { name: 'What the binding rests on' });
  return within(list)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
}

describe('BindingNotice', () => {
  it('says nothing where the platform confirms everything', async () => {
    show({ objects: [createModuleObject('a', { binding: 'confirmed' })] });
    expect(await screen.findByText(/^Last judged/)).toBeInTheDocument();
    expect(screen.queryByText(/object/)).toBeNull();
    expect(screen.queryByText(/claim/i)).toBeNull();
  });

  it('says that a claim proves nothing, and what is claimed', async () => {
    show({
      binding: 'claimed',
      module: ENTITY_REF,
      objects: [createModuleObject('old')],
    });
    expect(
      await screen.findByText(/^Claimed by annotations of this entity only/),
    ).toBeInTheDocument();
    await expect(open('1 object that is only claimed')).resolves.toEqual([
      'Application argocd/old on Management (hub): only an annotation of this entity says so',
    ]);
  });

  it('says why each of the objects is a conflict', async () => {
    show({
      binding: 'conflict',
      module: ENTITY_REF,
      objects: [
        createConflict('foreign', 'otherModule'),
        createConflict('both', 'otherClaim'),
        createModuleObject('kube-system', {
          kind: 'Namespace',
          namespace: null,
          binding: 'conflict',
          conflict: 'platform',
          cluster: 'unknown',
        }),
      ],
    });
    expect(
      await screen.findByText(/^What this entity claims is somebody else’s/),
    ).toBeInTheDocument();
    await expect(open('3 objects in conflict')).resolves.toEqual([
      expect.stringMatching(
        /^Application argocd\/foreign on .*: the platform says/,
      ),
      expect.stringMatching(/another entity claims it too$/),
      'Namespace kube-system on unknown: nobody can claim what is in this namespace',
    ]);
  });

  it('shows a conflict of an object of a module that is confirmed', async () => {
    show({ objects: [createConflict('api', 'ownLabel')] });
    await expect(open('1 object in conflict')).resolves.toEqual([
      expect.stringContaining('its label names another module'),
    ]);
    expect(screen.queryByText(/^What this entity claims/)).toBeNull();
  });

  it('says which annotations claim nothing', async () => {
    show({
      binding: 'unbound',
      module: ENTITY_REF,
      claimProblems: [
        { annotation: 'argocd/app-selector', code: 'both' },
        { annotation: 'argocd/instance-name', code: 'cluster' },
      ],
    });
    expect(
      await screen.findByText(
        'Nothing on any cluster is what the annotations of this entity claim.',
      ),
    ).toBeInTheDocument();
    await expect(open('2 annotations that claim nothing')).resolves.toEqual([
      'argocd/app-selector: not together with "argocd/app-name"',
      'argocd/instance-name: no cluster of that name is configured',
    ]);
  });

  it('shows a few of very many', async () => {
    show({
      binding: 'claimed',
      objects: Array.from({ length: 9 }, (_, index) =>
        createModuleObject(`app-${index}`),
      ),
    });
    const lines = await open('9 objects that are only claimed');
    expect(lines).toHaveLength(6);
    expect(lines[5]).toBe('and 4 more objects');
  });

  it('judges nothing by what is only claimed, and says so', async () => {
    renderCards(<ComplianceCard />, async () =>
      createModuleDetail({
        binding: 'claimed',
        module: ENTITY_REF,
        facets: {
          compliance: createFacet(
            createComplianceState([], {
              verdict: 'unknown',
              headline: { code: 'notConfirmed', params: {} },
            }),
          ),
        },
      }),
    );
    expect(await screen.findByText('Not confirmed whose it is')).toBeVisible();
    expect(
      screen.getByText(
        /^What only annotations of an entity claim is no evidence/,
      ),
    ).toBeVisible();
    expect(screen.queryByText(/Label its Namespace/)).toBeNull();
  });
});
