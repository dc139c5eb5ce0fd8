import type { Entity } from '@backstage/catalog-model';
import { TestApiProvider } from '@backstage/frontend-test-utils';
import { Text } from '@backstage/ui';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import { createFakeApi } from '../src/__testUtils__/createFakeApi';
import { o8ApiRef } from '../src/api';
import { ComplianceCard } from '../src/components/ComplianceCard';
import { RecoveryCard } from '../src/components/RecoveryCard';
import { SyncCard } from '../src/components/SyncCard';
import { CARD_STATES } from './states';

export const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'voicefuse',
    annotations: { 'orchestr8.io/module': 'voicefuse' },
  },
};

// One client for each state, made once: the cards share what they ask by client.
const APIS = Object.entries(CARD_STATES).map(([name, getModule]) => ({
  name,
  api: createFakeApi([], { getModule }),
}));

/** The three cards of a module in every state. */
export function CardStates() {
  return (
    <>
      {APIS.map(({ name, api }) => (
        <section key={name}>
          <Text as="h2" variant="title-x-small">
            {name}
          </Text>
          <ModuleCards api={api} />
        </section>
      ))}
    </>
  );
}

/** The three cards side by side where they fit. */
export function ModuleCards(props: { api: O8Api }) {
  return (
    <TestApiProvider apis={[[o8ApiRef, props.api]]}>
      <EntityProvider entity={ENTITY}>
        <div
          style={{
            display: 'grid',
            gridTemplateColumns:
              'repeat(auto-fit, minmax(min(100%, 22rem), 1fr))',
            gap: 16,
            paddingTop: 8,
          }}
        >
          <SyncCard />
          <ComplianceCard />
          <RecoveryCard />
        </div>
      </EntityProvider>
    </TestApiProvider>
  );
}
