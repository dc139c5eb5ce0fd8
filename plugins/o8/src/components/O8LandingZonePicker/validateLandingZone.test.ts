import { createValidation } from '../../__testUtils__/createValidation';
import { validateLandingZone } from './validateLandingZone';

async function validate(
  name: string,
  getLandingZone?: (name: string) => Promise<never>,
) {
  const { errors, field, context } = createValidation({
    methods: getLandingZone && { getLandingZone },
  });
  await validateLandingZone(name, field, context);
  return errors;
}

describe('validateLandingZone', () => {
  it('takes one that is there', async () => {
    await expect(validate('demo')).resolves.toEqual([]);
  });

  it('leaves it to the form whether it may be empty', async () => {
    const getLandingZone = jest.fn();
    await expect(validate('', getLandingZone)).resolves.toEqual([]);
    expect(getLandingZone).not.toHaveBeenCalled();
  });

  it('refuses one that is not there', async () => {
    const errors = await validate('gone', async () => {
      throw Object.assign(new Error('There is none'), { statusCode: 404 });
    });
    expect(errors).toEqual([
      'There is no landing zone "gone" that you may use. Choose another.',
    ]);
  });

  it('refuses what could not be checked, and says why', async () => {
    const errors = await validate('demo', async () => {
      throw new Error('the backend is away');
    });
    expect(errors).toEqual([
      'The landing zone could not be checked: the backend is away. Try again.',
    ]);
  });
});
