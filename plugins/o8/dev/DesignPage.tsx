import { TestApiProvider } from '@backstage/frontend-test-utils';
import { Container, Flex, Text } from '@backstage/ui';
import type {
  O8Api,
  SourceStatus,
} from '@orchestr8/backstage-plugin-o8-common';
import type { ReactNode } from 'react';
import { createSourceStatus } from '../src/__testUtils__/createSourceStatus';
import { o8ApiRef } from '../src/api';
import { Age } from '../src/components/Age';
import { SourcesCard } from '../src/components/SourcesCard';
import { Status, type Tone } from '../src/components/Status';
import { CardStates } from './CardStates';

const TONES: Record<Tone, string> = {
  good: 'Synced',
  busy: 'Progressing',
  attention: 'OutOfSync',
  bad: 'Degraded',
  unknown: 'Unknown',
};

const NOT_READ = {
  state: 'stale',
  message: 'Listed in the configuration',
} as const;
const REFUSED = {
  state: 'failed',
  message: 'Connection refused by https://us-1.example.com:6443',
} as const;

const answer = (items: SourceStatus[]) => async () => ({
  items,
  totalItems: items.length,
  sources: [],
});

const STATES: Record<string, O8Api['getSources']> = {
  Loading: () => new Promise(() => {}),
  Error: async () => {
    throw new Error('You need the permission "o8.fleet.read"');
  },
  Empty: answer([]),
  'Not read yet': answer([
    createSourceStatus('eu-1', NOT_READ),
    createSourceStatus('us-1', NOT_READ),
  ]),
  Partial: answer([
    createSourceStatus('eu-1'),
    createSourceStatus('us-1', REFUSED),
    createSourceStatus('stage-1', {
      state: 'stale',
      confirmedAt: '2026-11-22T10:42:00.000Z',
      message: 'Last answer is older than promised',
    }),
  ]),
  Full: answer(
    ['eu-1', 'us-1', 'ap-1', 'stage-1', 'hub', 'lab', 'edge'].map(name =>
      createSourceStatus(name),
    ),
  ),
};

/** Every part in every state. */
export function DesignPage() {
  return (
    <Container>
      <Flex direction="column" gap="6">
        <Part title="Status">
          {Object.entries(TONES).map(([tone, label]) => (
            <Status key={tone} tone={tone as Tone} label={label} />
          ))}
          <Status tone="unknown" label="Not checked" glyph="◌" />
        </Part>
        <Part title="Age">
          <Text>
            <Age time={new Date(Date.now() - 12 * 60_000).toISOString()} />
          </Text>
          <Text>
            <Age time="2026-11-20T10:42:00.000Z" form="for" />
          </Text>
        </Part>
        <CardStates />
        {Object.entries(STATES).map(([name, getSources]) => (
          <Part key={name} title={`Clusters: ${name}`}>
            <div style={{ width: 480, maxWidth: '100%' }}>
              <TestApiProvider apis={[[o8ApiRef, { getSources }]]}>
                <SourcesCard />
              </TestApiProvider>
            </div>
          </Part>
        ))}
      </Flex>
    </Container>
  );
}

function Part(props: { title: string; children: ReactNode }) {
  return (
    <section>
      <Text as="h2" variant="title-x-small">
        {props.title}
      </Text>
      <Flex gap="4" style={{ flexWrap: 'wrap', paddingTop: 8 }}>
        {props.children}
      </Flex>
    </section>
  );
}
