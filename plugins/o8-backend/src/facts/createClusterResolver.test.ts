import { createClusterResolver } from './createClusterResolver';

const resolve = createClusterResolver([
  {
    name: 'eu-1',
    aliases: ['europe', 'https://API.eu-1.example.com:443/'],
    url: 'https://proxy.example.com/k8s/eu-1/',
  },
  { name: 'old', aliases: [] },
]);

it.each([
  ['eu-1', 'eu-1'],
  ['europe', 'eu-1'],
  ['https://api.eu-1.example.com', 'eu-1'],
  ['https://api.eu-1.example.com:443/', 'eu-1'],
  ['https://proxy.example.com/k8s/eu-1', 'eu-1'],
  ['https://PROXY.example.com/k8s/eu-1/', 'eu-1'],
  ['https://proxy.example.com/k8s/EU-1', null],
  ['https://proxy.example.com', null],
  ['http://api.eu-1.example.com', null],
  ['https://api.eu-1.example.com:6443', null],
  ['EU-1', null],
  ['old', 'old'],
  ['', null],
  ['constructor', null],
  ['https://', null],
])('%p is the cluster %p', (address, name) => {
  expect(resolve(address)).toBe(name);
});
