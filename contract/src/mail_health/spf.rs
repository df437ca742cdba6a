//! What a domain says about who may send for it (RFC 7208), as far as it can be said without a single mail.

use core::net::IpAddr;

use super::dns::{Gap, Kind, Known, exchange};

/// A record may cost so many lookups.
const LOOKUPS: u32 = 10;

/// What a record says of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Says {
    Pass,
    /// Fail, softfail or neutral: not that it may.
    No,
    /// The domain has no record.
    Nothing,
    /// A term can't be read.
    Wrong(String),
    /// A term depends on the single mail.
    Depends(String),
    TooLong,
}

/// Whether a text is a record of this kind.
pub(super) fn is_record(text: &str) -> bool {
    let mut words = text.split(' ');
    words.next().is_some_and(|version| version.eq_ignore_ascii_case("v=spf1"))
}

/// The terms after the version.
pub(super) fn terms(record: &str) -> Vec<&str> {
    record.split_ascii_whitespace().skip(1).collect()
}

/// A domain's records.
pub(super) fn records(known: &mut Known, domain: &str) -> Result<Vec<String>, Gap> {
    Ok(known.ask(Kind::Txt, domain)?.into_iter().filter(|text| is_record(text)).collect())
}

/// The parts of a term.
struct Term<'a> {
    qualifier: char,
    name: String,
    value: Option<&'a str>,
    /// Lengths of the network, of either kind.
    lengths: (u8, u8),
    modifier: bool,
}

fn parse(text: &str) -> Option<Term<'_>> {
    let (qualifier, rest) = match text.chars().next()? {
        sign @ ('+' | '-' | '~' | '?') => (sign, text.get(1..)?),
        _ => ('+', text),
    };
    let end = rest.find([':', '=', '/']).unwrap_or(rest.len());
    let (name, rest) = rest.split_at(end);
    let modifier = rest.starts_with('=');
    let is_name = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) && !name.is_empty();
    if !is_name || modifier && text.starts_with(['+', '-', '~', '?']) {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if modifier {
        return Some(Term { qualifier, name, value: rest.get(1..), lengths: (32, 128), modifier });
    }
    let (value, network) = match name.as_str() {
        // Addresses of IPv6 have colons of their own.
        "ip4" | "ip6" | "a" | "mx" => rest.find('/').map_or((rest, ""), |at| rest.split_at(at)),
        _ => (rest, ""),
    };
    let value = if value.is_empty() { None } else { Some(value.strip_prefix(':').filter(|v| !v.is_empty())?) };
    Some(Term { qualifier, lengths: lengths(&name, network)?, name, value, modifier })
}

fn lengths(name: &str, text: &str) -> Option<(u8, u8)> {
    let length = |text: &str, most: u8| text.parse::<u8>().ok().filter(|n| *n <= most && !text.starts_with('+'));
    Some(match (name, text.split_once("//")) {
        _ if text.is_empty() => (32, 128),
        ("ip6", None) => (32, length(text.strip_prefix('/')?, 128)?),
        ("ip4" | "ip6", Some(_)) => return None,
        (_, Some(("", six))) => (32, length(six, 128)?),
        (_, Some((four, six))) => (length(four.strip_prefix('/')?, 32)?, length(six, 128)?),
        (_, None) => (length(text.strip_prefix('/')?, 32)?, 128),
    })
}

/// What a domain says of an address.
pub(super) fn says(known: &mut Known, domain: &str, address: IpAddr, left: &mut u32) -> Result<Says, Gap> {
    match records(known, domain)?.as_slice() {
        [] => Ok(Says::Nothing),
        [record] => record_says(known, record, domain, address, left),
        [_, _, ..] => Ok(Says::Wrong(domain.to_owned())),
    }
}

/// As many lookups as a record may cost.
pub(super) const fn allowance() -> u32 {
    LOOKUPS
}

/// What a record of a domain says of an address.
pub(super) fn record_says(known: &mut Known, record: &str, domain: &str, address: IpAddr, left: &mut u32) -> Result<Says, Gap> {
    let parsed: Vec<(&str, Option<Term<'_>>)> = terms(record).into_iter().map(|text| (text, parse(text))).collect();
    // A term that can't be read spoils all of it, wherever it stands.
    for (text, term) in &parsed {
        if !term.as_ref().is_some_and(is_known) {
            return Ok(Says::Wrong((*text).to_owned()));
        }
    }
    let mut redirect = None;
    for (text, term) in parsed.iter().filter_map(|(text, term)| Some((*text, term.as_ref()?))) {
        if term.modifier {
            if term.name == "redirect" {
                redirect = term.value.map(|to| (text, to));
            }
            continue;
        }
        match matches(known, term, text, domain, address, left)? {
            Ok(true) if term.qualifier == '+' => return Ok(Says::Pass),
            Ok(true) => return Ok(Says::No),
            Ok(false) => {}
            Err(says) => return Ok(says),
        }
    }
    let has_all = parsed.iter().any(|(_, term)| term.as_ref().is_some_and(|term| term.name == "all"));
    let Some((text, to)) = redirect.filter(|_| !has_all) else { return Ok(Says::No) };
    if to.contains('%') {
        return Ok(Says::Depends(text.to_owned()));
    }
    let Some(fewer) = left.checked_sub(1) else { return Ok(Says::TooLong) };
    *left = fewer;
    Ok(match says(known, to, address, left)? {
        Says::Nothing | Says::Wrong(_) => Says::Wrong(text.to_owned()),
        said => said,
    })
}

fn is_known(term: &Term<'_>) -> bool {
    match term.name.as_str() {
        _ if term.modifier => term.name != "redirect" || term.value.is_some_and(|to| !to.is_empty()),
        "all" => term.value.is_none(),
        "a" | "mx" | "ptr" => true,
        "include" | "exists" => term.value.is_some(),
        "ip4" => term.value.is_some_and(|v| v.parse::<core::net::Ipv4Addr>().is_ok()),
        "ip6" => term.value.is_some_and(|v| v.parse::<core::net::Ipv6Addr>().is_ok()),
        _ => false,
    }
}

/// Whether a mechanism fits the address, or what spoils the record.
fn matches(
    known: &mut Known,
    term: &Term<'_>,
    text: &str,
    domain: &str,
    address: IpAddr,
    left: &mut u32,
) -> Result<Result<bool, Says>, Gap> {
    if term.value.is_some_and(|value| value.contains('%')) {
        return Ok(Err(Says::Depends(text.to_owned())));
    }
    if matches!(term.name.as_str(), "include" | "a" | "mx" | "ptr" | "exists") {
        let Some(fewer) = left.checked_sub(1) else { return Ok(Err(Says::TooLong)) };
        *left = fewer;
    }
    let host = term.value.unwrap_or(domain);
    Ok(match term.name.as_str() {
        "all" => Ok(true),
        "include" => match says(known, host, address, left)? {
            Says::Pass => Ok(true),
            Says::No => Ok(false),
            Says::Nothing | Says::Wrong(_) => Err(Says::Wrong(text.to_owned())),
            said => Err(said),
        },
        "a" => Ok(known.addresses(host)?.into_iter().any(|of| is_in(address, of, term.lengths))),
        "mx" => {
            let mut fits = false;
            for record in known.ask(Kind::Mx, host)? {
                let Some(host) = exchange(&record) else { continue };
                let of = known.addresses(host)?;
                fits |= of.into_iter().any(|of| is_in(address, of, term.lengths));
            }
            Ok(fits)
        }
        "exists" => Ok(!known.addresses(host)?.is_empty()),
        "ip4" | "ip6" => Ok(host.parse().is_ok_and(|of| is_in(address, of, term.lengths))),
        // Nobody is to use `ptr`, and nobody relies on it.
        _ => Ok(false),
    })
}

fn is_in(address: IpAddr, of: IpAddr, (four, six): (u8, u8)) -> bool {
    match (address, of) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(four)).unwrap_or(0);
            a.to_bits() & mask == b.to_bits() & mask
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(six)).unwrap_or(0);
            a.to_bits() & mask == b.to_bits() & mask
        }
        _ => false,
    }
}
