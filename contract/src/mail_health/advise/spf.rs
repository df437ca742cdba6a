use core::net::IpAddr;

use super::{Sender, finding, record};
use crate::mail_health::dns::{Gap, Known, is_public};
use crate::mail_health::spf::{Says, allowance, record_says, records, terms};
use crate::mail_health::{Finding, Topic, Verdict};

/// A server and the addresses under which the world sees it.
struct Server<'a> {
    host: &'a str,
    addresses: Vec<IpAddr>,
}

pub(super) fn about(sender: &Sender, known: &mut Known) -> Result<Vec<Finding>, Gap> {
    let domain = sender.envelope();
    let said = |verdict| finding(Topic::Spf, verdict, domain);
    let of = |verdict, detail: &str| Finding { detail: detail.to_owned(), ..said(verdict) };
    // All that can be asked at once is asked at once.
    let there = records(known, domain);
    let mut findings = Vec::new();
    let mut servers = Vec::new();
    let mut gap = None;
    for host in &sender.servers {
        match known.addresses(host) {
            Ok(all) if all.is_empty() => findings.push(of(Verdict::SpfNoAddress, host)),
            Ok(all) if all.iter().any(|address| !is_public(*address)) => findings.push(of(Verdict::SpfInside, host)),
            Ok(addresses) => servers.push(Server { host, addresses }),
            Err(Gap::Unasked) => gap = Some(Gap::Unasked),
            Err(silence) => gap = gap.or(Some(silence)),
        }
    }
    let there = there?;
    if let Some(gap) = gap {
        return Err(gap);
    }
    let found = match there.as_slice() {
        [] => {
            let wanted = mended(known, &format!("v=spf1{} ~all", if servers.is_empty() { " mx" } else { "" }), domain, &servers)?;
            findings.push(Finding { publish: wanted.and_then(|value| record("TXT", domain, value)), ..said(Verdict::SpfMissing) });
            return Ok(findings);
        }
        [one] => one,
        [_, _, ..] => {
            let wanted = mended(known, &merged(&there), domain, &servers)?;
            let publish = wanted.and_then(|value| record("TXT", domain, value));
            findings.push(Finding { found: there, publish, ..said(Verdict::SpfSeveral) });
            return Ok(findings);
        }
    };
    let mut wrong = Vec::new();
    for server in &servers {
        if let Some((verdict, detail)) = misses(known, found, domain, server)? {
            let detail = if verdict == Verdict::SpfMisses { server.host.to_owned() } else { detail };
            if !wrong.contains(&(verdict, detail.clone())) {
                wrong.push((verdict, detail));
            }
        }
    }
    // Without a server that can be asked for, it is read all the same.
    if servers.is_empty()
        && let Some((verdict, detail)) = misses(known, found, domain, &nowhere())?.filter(|(verdict, _)| *verdict != Verdict::SpfMisses)
    {
        wrong.push((verdict, detail));
    }
    match end(found) {
        Some("all" | "+all") => wrong.push((Verdict::SpfAnybody, String::new())),
        Some("?all") => wrong.push((Verdict::SpfOpen, String::new())),
        None if !redirects(found) => wrong.push((Verdict::SpfOpen, String::new())),
        _ => {}
    }
    if wrong.is_empty() && findings.iter().all(|finding| finding.verdict == Verdict::SpfInside) {
        wrong.push((Verdict::SpfFits, String::new()));
    }
    let wanted = mended(known, found, domain, &servers)?.filter(|value| value != found);
    for (verdict, detail) in wrong {
        let publish = if verdict == Verdict::SpfFits { None } else { wanted.clone().and_then(|value| record("TXT", domain, value)) };
        findings.push(Finding { found: there.clone(), publish, ..of(verdict, &detail) });
    }
    Ok(findings)
}

/// Of the documentation's addresses (RFC 5737): nobody's.
fn nowhere() -> Server<'static> {
    Server { host: "", addresses: vec![IpAddr::from([192, 0, 2, 1])] }
}

/// Why a server may not send, by this record; the first reason of its addresses.
fn misses(known: &mut Known, text: &str, domain: &str, server: &Server<'_>) -> Result<Option<(Verdict, String)>, Gap> {
    for address in &server.addresses {
        let reason = match record_says(known, text, domain, *address, &mut allowance())? {
            Says::Pass => continue,
            Says::No | Says::Nothing => (Verdict::SpfMisses, String::new()),
            Says::Wrong(term) => (Verdict::SpfUnreadable, term),
            Says::Depends(term) => (Verdict::SpfDepends, term),
            Says::TooLong => (Verdict::SpfTooLong, String::new()),
        };
        return Ok(Some(reason));
    }
    Ok(None)
}

fn end(text: &str) -> Option<&str> {
    terms(text).into_iter().rfind(|term| is_all(term))
}

fn is_all(term: &str) -> bool {
    term.trim_start_matches(['+', '-', '~', '?']).eq_ignore_ascii_case("all")
}

fn redirects(text: &str) -> bool {
    terms(text).iter().any(|term| is_redirect(term))
}

fn is_redirect(term: &str) -> bool {
    term.get(..9).is_some_and(|name| name.eq_ignore_ascii_case("redirect="))
}

/// Several records as one: all that they allow, and what is strictest for the rest.
fn merged(records: &[String]) -> String {
    let mut all: Vec<String> = Vec::new();
    for term in records.iter().flat_map(|record| terms(record)).filter(|term| !is_all(term)) {
        // Only one of several could be followed.
        let term = if is_redirect(term) { format!("include:{}", &term[9..]) } else { term.to_owned() };
        if !all.contains(&term) {
            all.push(term);
        }
    }
    let strict = records.iter().filter_map(|record| end(record)).any(|end| end.starts_with('-'));
    all.insert(0, "v=spf1".to_owned());
    all.push(if strict { "-all" } else { "~all" }.to_owned());
    all.join(" ")
}

/// The record without what can't be read, with every server, and with an end. None if it is too long all the same.
fn mended(known: &mut Known, text: &str, domain: &str, servers: &[Server<'_>]) -> Result<Option<String>, Gap> {
    let mut all: Vec<String> = terms(text).into_iter().map(str::to_owned).collect();
    let redirected = redirects(text) && !all.iter().any(|term| is_all(term));
    let last = all.iter().rfind(|term| is_all(term)).filter(|end| end.starts_with(['-', '~'])).cloned();
    // What stands after the end never counts.
    if let Some(at) = all.iter().position(|term| is_all(term)) {
        all.truncate(at);
    }
    let whole = |all: &[String]| {
        let end = if redirected && all.iter().any(|term| is_redirect(term)) { "" } else { last.as_deref().unwrap_or("~all") };
        ["v=spf1"].into_iter().chain(all.iter().map(String::as_str)).chain((!end.is_empty()).then_some(end)).collect::<Vec<_>>().join(" ")
    };
    let nowhere = nowhere();
    for server in servers.iter().chain([&nowhere]) {
        for address in &server.addresses {
            let short = if all.len() < 40 { Some(format!("a:{}", server.host)) } else { None };
            let exact = if address.is_ipv4() { format!("ip4:{address}") } else { format!("ip6:{address}") };
            // By its name where that is allowed, so that the record outlives a new address.
            let mut ways = [short.filter(|_| server.host.parse::<IpAddr>().is_err()), Some(exact)].into_iter().flatten();
            loop {
                match record_says(known, &whole(&all), domain, *address, &mut allowance())? {
                    Says::Wrong(term) => {
                        let before = all.len();
                        all.retain(|t| *t != term);
                        if all.len() == before {
                            return Ok(None);
                        }
                    }
                    Says::No | Says::Nothing if !server.host.is_empty() => match ways.next() {
                        Some(way) => all.insert(0, way),
                        None => return Ok(None),
                    },
                    Says::TooLong => match all.first().filter(|first| first.starts_with("a:")).cloned().and_then(|_| ways.next()) {
                        // One lookup too many: by its address.
                        Some(way) => {
                            all.remove(0);
                            all.insert(0, way);
                        }
                        None => return Ok(None),
                    },
                    _ => break,
                }
            }
        }
    }
    Ok(Some(whole(&all)))
}
