import { linesOf } from './__testUtils__';

const INSTEAD =
  'it would be readable for everybody who can read git: name it in spec.secrets, which holds names and never values';
const linesWith = (env: object) =>
  linesOf({ workload: { kind: 'service', env } });

describe('findEnvProblems', () => {
  it.each([
    'LOG_LEVEL',
    'MAX_TOKENS',
    'TOKEN_URL',
    'SECRET_NAME',
    'PASSWORD_FILE',
    'KEYBOARD',
    'PORT_RANGE',
    'port',
  ])('takes %s', name => {
    expect(linesWith({ [name]: 'x' })).toEqual([]);
  });

  it.each([
    'DB_PASSWORD',
    'password',
    'CLIENT_SECRET',
    'GITHUB_TOKEN',
    'API_KEY',
    'OPENAI_APIKEY',
    'SIGNING_PRIVATE_KEY',
    'AWS_SECRET_ACCESS_KEY',
    'GOOGLE_CREDENTIALS',
  ])('refuses %s', name => {
    expect(linesWith({ [name]: 'x' })).toEqual([
      `spec.workload.env.${name}: looks like a credential: ${INSTEAD}`,
    ]);
  });

  it('refuses what the platform sets, and private keys of any name', () => {
    expect(
      linesWith({ PORT: '1', X: '-----BEGIN EC PRIVATE KEY-----MHc' }),
    ).toEqual([
      'spec.workload.env.PORT: is set from spec.workload.port: say it there',
      `spec.workload.env.X: looks like a credential: ${INSTEAD}`,
    ]);
  });

  it('looks into placements and files', () => {
    const key = 'a: |\n  -----BEGIN PRIVATE KEY-----\n';
    expect(
      linesOf({
        workload: {
          kind: 'service',
          config: { files: { 'a.yaml': key, 'b.yaml': 'BEGIN' } },
        },
        placements: [
          { environment: 'a', cluster: 'b', env: { A_TOKEN: 'x', B: 'y' } },
        ],
      }),
    ).toEqual([
      `spec.placements[0].env.A_TOKEN: looks like a credential: ${INSTEAD}`,
      `spec.workload.config.files["a.yaml"]: contains a private key: ${INSTEAD}`,
    ]);
  });
});
