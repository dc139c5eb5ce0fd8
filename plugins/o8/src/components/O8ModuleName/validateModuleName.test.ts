import type {
  ModuleNameAnswer,
  O8Api,
} from '@orchestr8/backstage-plugin-o8-common';
import { createValidation } from '../../__testUtils__/createValidation';
import { runningValidations } from './runningValidations';
import { validateModuleName } from './validateModuleName';

const NO_OWNER = 'The catalog has no group or user "group:default/a".';
const formData = { landingZone: 'demo', owner: 'group:default/a' };

async function validate(
  name: string,
  checkModuleName: O8Api['checkModuleName'],
  options: Parameters<typeof createValidation>[0] = { formData },
) {
  const { errors, field, context } = createValidation({
    ...options,
    methods: { checkModuleName },
  });
  await validateModuleName(name, field, context);
  return errors;
}

const answering = (
  state: ModuleNameAnswer['state'],
  message: string | null = null,
  ownerMessage: string | null = null,
) =>
  jest.fn(async ({ name }: { name: string }) => ({
    name,
    state,
    message,
    ownerMessage,
  }));

describe('validateModuleName', () => {
  it.each([
    ['free', null, []],
    ['resumable', 'An earlier attempt is there.', []],
    ['complete', 'This module exists already.', []],
    ['taken', 'The catalog has it.', ['The catalog has it.']],
    ['taken', null, ['Taken']],
    ['invalid', 'This name is reserved.', ['This name is reserved.']],
    [
      'unknown',
      'The git server is away.',
      ['The name could not be checked: The git server is away. Try again.'],
    ],
  ] as const)('of %s (%s) adds %j', async (state, message, errors) => {
    const check = answering(state, message);
    await expect(validate('billing', check)).resolves.toEqual(errors);
    expect(check).toHaveBeenCalledWith(
      { name: 'billing', zone: 'demo', owner: 'group:default/a' },
      { signal: expect.any(AbortSignal) },
    );
  });

  it.each([
    ['free', null, [NO_OWNER]],
    ['resumable', 'An earlier attempt is there.', [NO_OWNER]],
    ['taken', 'The catalog has it.', ['The catalog has it.', NO_OWNER]],
  ] as const)('refuses an owner that is not there: %s', async (...row) => {
    const [state, message, errors] = row;
    const check = answering(state, message, NO_OWNER);
    await expect(validate('billing', check)).resolves.toEqual(errors);
  });

  it('is known to run until it has its answer', async () => {
    const seen: boolean[] = [];
    const stop = runningValidations.subscribe(() =>
      seen.push(runningValidations.isRunning()),
    );
    await validate('billing', answering('free'));
    await validate('billing', async () => {
      throw new Error('away');
    });
    expect(seen).toEqual([true, false, true, false]);
    stop();
    await validate('billing', answering('free'));
    expect(seen).toHaveLength(4);
  });

  it('refuses a name that is none, and asks nobody', async () => {
    const check = answering('free');
    await expect(validate('Billing', check)).resolves.toEqual([
      expect.stringMatching(/^This name is not a module name: .*\.$/),
    ]);
    expect(check).not.toHaveBeenCalled();
  });

  it('refuses what could not be asked, and says why', async () => {
    await expect(
      validate('billing', async () => {
        throw new Error('connection refused.');
      }),
    ).resolves.toEqual([
      'The name could not be checked: connection refused. Try again.',
    ]);
  });

  it('reads the fields that its options name', async () => {
    const check = answering('free');
    await validate('billing', check, {
      formData: { zone: 'z', team: 'group:default/t' },
      uiOptions: { landingZoneField: 'zone', ownerField: 'team' },
    });
    expect(check).toHaveBeenCalledWith(
      { name: 'billing', zone: 'z', owner: 'group:default/t' },
      expect.anything(),
    );
  });

  it.each([
    ['', formData],
    ['billing', { owner: 'group:default/a' }],
  ])('does not ask for "%s" with %j', async (name, data) => {
    const check = answering('taken');
    const errors = await validate(name, check, { formData: data });
    expect(errors).toEqual([]);
    expect(check).not.toHaveBeenCalled();
  });

  it('gives up on a backend that never answers', async () => {
    jest.useFakeTimers();
    try {
      let signal: AbortSignal | undefined;
      const errors = validate('billing', (_, options) => {
        signal = options?.signal;
        return new Promise(() => {});
      });
      await jest.advanceTimersByTimeAsync(12_000);
      await expect(errors).resolves.toEqual([
        'The name could not be checked: The backend did not answer within 12 s. Try again.',
      ]);
      expect(signal?.aborted).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });
});
