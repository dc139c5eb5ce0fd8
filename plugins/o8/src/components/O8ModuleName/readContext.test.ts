import { readContext } from './readContext';

describe('readContext', () => {
  const formData = { landingZone: 'demo', owner: 'group:default/a', team: 'b' };
  it.each([
    [formData, undefined, { zone: 'demo', owner: 'group:default/a' }],
    [formData, { ownerField: 'team' }, { zone: 'demo', owner: 'b' }],
    [
      formData,
      { landingZoneField: 'constructor' },
      { zone: undefined, owner: 'group:default/a' },
    ],
    [{ landingZone: '', owner: 3 }, {}, { zone: undefined, owner: undefined }],
    [undefined, {}, { zone: undefined, owner: undefined }],
    [null, {}, { zone: undefined, owner: undefined }],
  ])('of %j with %j is %j', (data, options, context) => {
    expect(readContext(data, options)).toEqual(context);
  });
});
