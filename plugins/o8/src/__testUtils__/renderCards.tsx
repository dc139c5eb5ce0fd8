import type { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { signalApiRef } from '@backstage/plugin-signals-react';
import type { O8Api } from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import { o8ApiRef } from '../api';
import { createFakeApi } from './createFakeApi';
import { FakeSignals } from './FakeSignals';

const ENTITY: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'voicefuse',
    annotations: { 'orchestr8.io/module': 'voicefuse' },
  },
};

/** Renders cards of a module whose backend answers so; with signals that can be sent. */
export function renderCards(
  cards: ReactNode,
  getModule: O8Api['getModule'],
): FakeSignals {
  const signals = new FakeSignals();
  renderInTestApp(<EntityProvider entity={ENTITY}>{cards}</EntityProvider>, {
    apis: [
      [o8ApiRef, createFakeApi([], { getModule })],
      [signalApiRef, signals],
    ],
  });
  return signals;
}
