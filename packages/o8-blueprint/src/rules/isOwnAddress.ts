/** The first address and the leading bits of ranges that lead to no other host. */
const OWN: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  // Where clouds answer everybody who asks for the credentials of the node.
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
];

/**
 * Loopback, link-local and multicast of IPv6, IPv4 in its clothes, and where a cloud
 * answers nodes, in each of the ways to write them.
 */
const OWN_V6 =
  /^(0{0,4}:|0{0,2}64:ff9b:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:|fd00:0?ec2:)/i;

/** Whether a range of addresses overlaps with those that no external host has. */
export function isOwnAddress(cidr: string): boolean {
  const [address, bits] = cidr.split('/');
  if (address.includes(':')) {
    return OWN_V6.test(address);
  }
  return OWN.some(([own, ownBits]) => {
    const shared = 2 ** (32 - Math.min(Number(bits), ownBits));
    return (
      Math.floor(toNumber(address) / shared) ===
      Math.floor(toNumber(own) / shared)
    );
  });
}

function toNumber(address: string): number {
  return address
    .split('.')
    .reduce((total, part) => total * 256 + Number(part), 0);
}
