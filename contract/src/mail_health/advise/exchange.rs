use super::{Sender, finding, record};
use crate::mail_health::dns::{Gap, Kind, Known, exchange, is_public};
use crate::mail_health::{Finding, Topic, Verdict};

/// So many addresses of a server are looked at.
const ADDRESSES: usize = 4;

/// Whether bounces arrive.
pub(super) fn about(sender: &Sender, known: &mut Known) -> Result<Vec<Finding>, Gap> {
    let host = sender.envelope();
    let mut findings = Vec::new();
    if sender.return_host.is_none() {
        findings.push(finding(Topic::Mx, Verdict::MxUnnamed, host));
    }
    let found = known.ask(Kind::Mx, host)?;
    // A portal on a machine without a name can't take anything from outside.
    let taker = if sender.portal.contains('.') { &sender.portal } else { host };
    let publish = || record("MX", host, format!("10 {taker}"));
    let said = |verdict, publish| Finding { found: found.clone(), publish, ..finding(Topic::Mx, verdict, host) };
    if found.is_empty() {
        let implied = !known.addresses(host)?.is_empty();
        findings.push(said(if implied { Verdict::MxImplied } else { Verdict::MxMissing }, publish()));
        return Ok(findings);
    }
    let hosts: Vec<&str> = found.iter().filter_map(|record| exchange(record)).collect();
    if hosts.is_empty() {
        findings.push(said(Verdict::MxRefused, publish()));
        return Ok(findings);
    }
    let mut gap = None;
    let mut without = Vec::new();
    for host in &hosts {
        match known.addresses(host) {
            Ok(all) if all.is_empty() => without.push((*host).to_owned()),
            Ok(_) => {}
            Err(found) => gap = Some(found),
        }
    }
    if let Some(gap) = gap {
        return Err(gap);
    }
    if without.is_empty() {
        findings.push(said(Verdict::MxFits, None));
    }
    findings.extend(without.into_iter().map(|detail| Finding { detail, ..said(Verdict::MxNoAddress, None) }));
    Ok(findings)
}

/// Whether the servers' addresses have names: many receivers take nothing from one that has none.
pub(super) fn names(sender: &Sender, known: &mut Known) -> Result<Vec<Finding>, Gap> {
    let mut findings = Vec::new();
    let mut unasked = false;
    for host in &sender.servers {
        let addresses = match known.addresses(host) {
            Ok(addresses) => addresses,
            Err(Gap::Unasked) => {
                unasked = true;
                continue;
            }
            // The topic that needs them says so.
            Err(Gap::Silence(_)) => continue,
        };
        for address in addresses.into_iter().filter(|address| is_public(*address)).take(ADDRESSES) {
            let names = match known.ask(Kind::Pointer, &address.to_string()) {
                Ok(names) => names,
                Err(Gap::Unasked) => {
                    unasked = true;
                    continue;
                }
                Err(silence) => return Err(silence),
            };
            let mut leads_back = false;
            for name in names.iter().take(ADDRESSES) {
                match known.addresses(name) {
                    Ok(all) => leads_back |= all.contains(&address),
                    Err(Gap::Unasked) => unasked = true,
                    Err(silence) => return Err(silence),
                }
            }
            if !leads_back {
                findings.push(Finding { detail: address.to_string(), found: names, ..finding(Topic::Ptr, Verdict::PtrMissing, host) });
            }
        }
    }
    if unasked { Err(Gap::Unasked) } else { Ok(findings) }
}
