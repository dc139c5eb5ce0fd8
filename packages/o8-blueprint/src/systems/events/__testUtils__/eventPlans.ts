import type {
  LandingZone,
  ModuleSpec,
  ModuleSpecInput,
} from '@orchestr8/backstage-plugin-o8-common';
import { createRichZone } from '../../../__testUtils__/anyModule';
import { specWith } from '../../../__testUtils__/planWith';
import type { ModuleContext, PlacementContext } from '../../../emitters/types';
import { resolveFormer } from '../../../plan/resolveFormer';
import { events as rich } from '../../../__testUtils__/systems/events';

type Events = ModuleSpecInput['spec']['events'];
type Mesh = Parameters<typeof createRichZone>[0];

/** A landing zone with buses that say something else than the rich one. */
export function zoneWith(
  { nats = {}, kafka = {} }: { nats?: object; kafka?: object } = {},
  mesh: Mesh = 'none',
): LandingZone {
  const { events } = rich.zone as { events: Record<'nats' | 'kafka', object> };
  return createRichZone(mesh, {
    secrets: {
      operator: 'external-secrets',
      store: {
        provider: 'vault',
        server: 'https://vault.example',
        path: 'apps',
      },
    },
    events: {
      nats: { ...events.nats, ...nats },
      kafka: { ...events.kafka, ...kafka },
    },
  });
}

/** A worker on one cluster with these events, called "shop" unless told otherwise. */
export function eventSpec(
  events: Events,
  more: Partial<ModuleSpecInput['spec']> = {},
  name = 'shop',
): ModuleSpec {
  return specWith(
    { kind: 'worker' },
    {
      placements: [{ environment: 'production', cluster: 'eu-1' }],
      events,
      ...more,
    },
    name,
  );
}

/** What its emitters are given, without other modules. */
export function contextOf(
  events: Events,
  zone = zoneWith(),
): ModuleContext & PlacementContext {
  const spec = eventSpec(events);
  const context = resolveFormer(spec, zone);
  return { ...context, placement: context.placements[0] };
}
