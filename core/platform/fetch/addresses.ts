import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
export type Network = [Address, number]

const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Can this address only be somewhere on the open internet? Whatever is not plainly so (tunnels, test nets) is not. */
export function isPublic(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  if (address.range() !== 'unicast') return false
  return !(address instanceof ipaddr.IPv6) || address.match(globalIpv6)
}

/** The entries that are addresses or networks; names are left out. */
export function networksOf(entries: string[]): Network[] {
  return entries.flatMap((entry): Network[] => {
    if (ipaddr.isValidCIDR(entry)) return [ipaddr.parseCIDR(entry)]
    return ipaddr.isValid(entry) ? [whole(ipaddr.process(entry))] : []
  })
}

/** Is the address in one of the networks? */
export function within(networks: Network[], text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.process(text)
  return networks.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
}

function whole(address: Address): Network {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
