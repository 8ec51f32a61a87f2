import { describe, expect, it } from '@jest/globals';
import { isPublicAddress } from '../../../api/webhook-sending/addresses.js';

describe('an address that webhooks may go to', () => {
  it.each(['1.1.1.1', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1'])(
    'is on the public Internet: %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    ['this host', '0.0.0.0'],
    ['loopback', '127.0.0.1'],
    ['loopback, far from its start', '127.255.255.254'],
    ['a private network', '10.0.0.1'],
    ['a private network', '172.16.0.1'],
    ['a private network', '172.31.255.255'],
    ['a private network', '192.168.1.1'],
    ['link-local, where clouds keep their secrets', '169.254.169.254'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['multicast', '224.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['documentation', '203.0.113.5'],
    ['a benchmark network', '198.18.0.1'],
    ['no address of IPv6', '::'],
    ['loopback of IPv6', '::1'],
    ['an IPv4 in IPv6', '::ffff:127.0.0.1'],
    ['a public IPv4 in IPv6', '::ffff:1.1.1.1'],
    ['an IPv4 in IPv6, in hex', '::ffff:7f00:1'],
    ['an old way to write an IPv4', '::127.0.0.1'],
    ['behind a translator', '64:ff9b::7f00:1'],
    ['link-local of IPv6', 'fe80::1'],
    ['link-local with its interface', 'fe80::1%eth0'],
    ['unique local', 'fd00::1'],
    ['multicast of IPv6', 'ff02::1'],
    ['documentation of IPv6', '2001:db8::1'],
    ['a tunnel with an IPv4 inside', '2002:7f00:1::'],
    ['Teredo', '2001:0:7f00:1::'],
    ['a name', 'localhost'],
    ['nothing', ''],
  ])('is not %s: %s', (_, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});
