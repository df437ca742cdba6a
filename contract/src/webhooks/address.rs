//! Where a webhook may lead: to the public Internet, never into the house. What is not globally reachable by IANA's registries of special
//! addresses is refused, and what carries an IPv4 address inside an IPv6 one is looked at as both.

use core::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network: `10.0.0.0/8`, `fd00::/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: u128,
    prefix: u32,
    four: bool,
}

impl Network {
    /// Reads one; none: that is no network.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (address, prefix) = text.trim().split_once('/').map_or((text.trim(), None), |(address, prefix)| (address, Some(prefix)));
        let address: IpAddr = address.parse().ok()?;
        let (bits, width, four) = match address {
            IpAddr::V4(ip) => (u128::from(ip.to_bits()), 32, true),
            IpAddr::V6(ip) => (ip.to_bits(), 128, false),
        };
        let prefix = match prefix {
            None => width,
            Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok().filter(|prefix| *prefix <= width)?,
            Some(_) => return None,
        };
        Some(Self { base: high(bits, prefix, width), prefix, four })
    }

    /// Whether an address is in it.
    #[must_use]
    pub fn has(self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(ip) => self.four && high(u128::from(ip.to_bits()), self.prefix, 32) == self.base,
            IpAddr::V6(ip) => !self.four && high(ip.to_bits(), self.prefix, 128) == self.base,
        }
    }
}

/// The first `prefix` bits of so many.
const fn high(bits: u128, prefix: u32, width: u32) -> u128 {
    match bits.checked_shr(width - prefix) {
        Some(bits) => bits,
        None => 0,
    }
}

/// Whether something may be sent to an address: it is public, or in a network that the installation allows.
#[must_use]
pub fn may_go_to(address: IpAddr, allowed: &[Network]) -> bool {
    is_public(address) || is_allowed(address, allowed)
}

/// Whether the installation allows a network with this address.
#[must_use]
pub fn is_allowed(address: IpAddr, allowed: &[Network]) -> bool {
    let plain = address.to_canonical();
    allowed.iter().any(|network| network.has(plain))
}

/// Whether an address is of the public Internet.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(ip) => is_public_4(ip),
        IpAddr::V6(ip) => is_public_6(ip),
    }
}

fn is_public_4(ip: Ipv4Addr) -> bool {
    let special = match ip.octets() {
        // This network; loopback; private ones.
        [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] => true,
        // A carrier's own; link-local, where clouds keep their metadata.
        [100, 64..=127, ..] | [169, 254, ..] => true,
        // Protocols; the old 6to4 relays; documentation; AS112; measuring.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [192, 31, 196, _] | [192, 52, 193, _] | [192, 175, 48, _] => true,
        [198, 18..=19, ..] | [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Multicast, reserved, broadcast.
        [224..=255, ..] => true,
        _ => false,
    };
    !special
}

fn is_public_6(ip: Ipv6Addr) -> bool {
    let s = ip.segments();
    let inner = |high: u16, low: u16| is_public_4(Ipv4Addr::from_bits(u32::from(high) << 16 | u32::from(low)));
    match s {
        // NAT64: as good as the address inside; the local one is the house's own.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        // 6to4 and Teredo carry addresses, too, and nobody needs them any more; protocols, benchmarking, ORCHID, documentation.
        [0x2002, ..] | [0x2001, 0x0000..=0x01ff, ..] | [0x2001, 0xdb8, ..] | [0x3fff, 0x0000..=0x0fff, ..] => false,
        // Only what is given out for the whole Internet: no loopback, IPv4-compatible, link-local, unique local, site-local, multicast, SRv6.
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}
