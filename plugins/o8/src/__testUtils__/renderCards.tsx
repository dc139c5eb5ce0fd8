import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import { o8ApiRef } from '../api';
import { createFakeApi } from './createFakeApi';
import { FakeSignals } from './FakeSignals';

function createEntity(annotations: Record<string, string> = {}): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'voicefuse',
      annotations: { 'orchestr8.io/module': 'voicefuse', ...annotations },
    },
  };
}

/**
 * Renders cards of a module whose backend answers so, or is this one; with signals that
 * can be sent.
 */
export function renderCards(
  cards: ReactNode,
  backend: O8Api['getModule'] | O8Api,
  options: {
    methods?: Partial<O8Api>;
    annotations?: Record<string, string>;
  } = {},
): FakeSignals {
  const signals = new FakeSignals();
  const api =
    typeof backend === 'function'
      ? createFakeApi([], { getModule: backend, ...options.methods })
      : backend;
  renderInTestApp(
    <EntityProvider entity={createEntity(options.annotations)}>
      {cards}
    </EntityProvider>,
    {
      apis: [
        [o8ApiRef, api],
        [signalApiRef, signals],
      ],
    },
  );
  return signals;
}
