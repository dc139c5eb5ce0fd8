import { z } from 'zod';
import { selectorSchema, selectsEveryPod } from './selector';

const MAX_PORTS = 20;

/** What is kept of a PeerAuthentication: `istioSecurity.peerAuthentication`. */
export type PeerAuthenticationValue = {
  /** `STRICT`, `PERMISSIVE`, `DISABLE`; null takes what is said one level above. */
  mode: string | null;
  /** Whether it is for every pod of the namespace. */
  everyPod: boolean;
  /** Ports with a mode of their own. */
  ports: { [port: string]: string };
};

const mtls = z
  .object({ mode: z.string().max(63).nullish() })
  .nullish()
  .transform(value => {
    const { mode = null } = value ?? {};
    return mode === 'UNSET' ? null : mode;
  });

// Not loose: what is absent here is for every pod.
const peerAuthenticationSchema = z.object({
  selector: selectorSchema,
  mtls,
  portLevelMtls: z.record(z.string().max(63), mtls).nullish(),
});

/** What a PeerAuthentication says. */
export function toPeerAuthentication(spec: unknown): PeerAuthenticationValue {
  const { selector, portLevelMtls, ...rest } = peerAuthenticationSchema.parse(
    spec ?? {},
  );
  return {
    mode: rest.mtls,
    everyPod: selectsEveryPod(selector),
    ports: Object.fromEntries(
      Object.entries(portLevelMtls ?? {})
        .slice(0, MAX_PORTS)
        .map(([port, mode]) => [port, mode ?? 'UNSET']),
    ),
  };
}
