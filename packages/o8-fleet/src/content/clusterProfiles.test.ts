import { createClusterProfiles, serverUrlOf } from './clusterProfiles';

describe('createClusterProfiles', () => {
  it('begins with the four of the demonstration, fewer in their order', () => {
    const names = (count: number) =>
      createClusterProfiles(count).map(({ name }) => name);
    expect(names(4)).toEqual(['hub', 'eu-1', 'us-1', 'stage-1']);
    expect(names(2)).toEqual(['hub', 'eu-1']);
    expect(names(0)).toEqual([]);
  });

  it('adds production clusters that the hub deploys to', () => {
    const [fifth, sixth] = createClusterProfiles(6).slice(4);
    expect(fifth).toMatchObject({
      name: 'prod-5',
      role: 'workload',
      environment: 'production',
      deployedBy: 'hub',
      reports: 'wgpolicyk8s.io',
    });
    expect(sixth.name).toBe('prod-6');
  });

  it('gives staging its own Argo CD and the other API of reports', () => {
    const stage = createClusterProfiles(4)[3];
    expect(stage).toMatchObject({
      environment: 'staging',
      deployedBy: 'stage-1',
      reports: 'openreports.io',
    });
  });

  it('knows the address of a cluster', () => {
    expect(serverUrlOf('eu-1')).toBe('https://api.eu-1.o8.example:6443');
  });
});
