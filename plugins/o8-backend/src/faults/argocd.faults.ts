import {
  allOf,
  ARGOCD,
  createArgocdWorld,
  NOTICE,
  RECOVERY,
  TIMING,
  toTestTimeoutMs,
  useWorld,
  type FaultCase,
} from './__testUtils__';

const argocd = createArgocdWorld();

const FAULTS: FaultCase[] = [
  {
    name: 'somebody has locked our account of Argo CD out',
    isThereFromTheStart: true,
    begin: () => undefined,
    end: () => argocd.passTime(),
    unknown: allOf(ARGOCD),
    noticeMs: NOTICE.byProbesMs,
    // A password that was refused is not tried again before.
    recoverMs: TIMING.signInPauseMs + RECOVERY.byProbeMs,
  },
];

describe('Argo CD', () => {
  const world = useWorld(argocd.options);

  it.each(FAULTS)(
    'survives that $name',
    async fault => {
      await expect(world.survive(fault)).resolves.toBeUndefined();
    },
    toTestTimeoutMs(FAULTS),
  );
});
