use super::{Sender, finding, record, tag, tags, with_tag};
use crate::mail_health::dns::{Gap, Kind, Known};
use crate::mail_health::{Finding, Topic, Verdict};

fn is_record(text: &str) -> bool {
    tags(text).first().is_some_and(|(name, value)| name == "v" && value == "DMARC1")
}

pub(super) fn about(sender: &Sender, known: &mut Known) -> Result<Vec<Finding>, Gap> {
    let (domain, found) = nearest(&sender.domain, known)?;
    let own = format!("_dmarc.{}", sender.domain);
    let mut findings = Vec::new();
    let said = |verdict, name: &str, publish| Finding { found: found.clone(), publish, ..finding(Topic::Dmarc, verdict, name) };
    let fresh = || format!("v=DMARC1; p=none; rua=mailto:postmaster@{}", sender.domain);
    let mut strict = false;
    match found.as_slice() {
        [] => findings.push(said(Verdict::DmarcMissing, &own, record("TXT", &own, fresh()))),
        [one] => {
            let name = format!("_dmarc.{domain}");
            let tags = tags(one);
            strict = tag(&tags, "aspf").is_some_and(|way| way.eq_ignore_ascii_case("s"));
            // A record further up has a policy of its own for what is below.
            let below = if domain == sender.domain { None } else { tag(&tags, "sp") };
            let (word, policy) = below.map_or(("p", tag(&tags, "p")), |policy| ("sp", Some(policy)));
            match policy.map(str::to_ascii_lowercase).as_deref() {
                Some("quarantine" | "reject") => findings.push(said(Verdict::DmarcFits, &name, None)),
                Some("none") => {
                    let better = with_tag(one, word, Some("quarantine"));
                    findings.push(said(Verdict::DmarcWatches, &name, record("TXT", &name, better)));
                }
                _ => {
                    let mended = with_tag(one, word, Some("none"));
                    findings.push(said(Verdict::DmarcUnreadable, &name, record("TXT", &name, mended)));
                }
            }
        }
        [_, _, ..] => {
            let name = format!("_dmarc.{domain}");
            findings.push(said(Verdict::DmarcSeveral, &name, record("TXT", &name, fresh())));
        }
    }
    let top = if found.is_empty() { base(&sender.domain) } else { &domain };
    let apart = |host: &str| host != sender.domain && (strict || !is_under(host, top));
    if let Some(host) = sender.return_host.as_deref().filter(|host| apart(host)) {
        findings.push(Finding { detail: host.to_owned(), ..finding(Topic::Dmarc, Verdict::DmarcApart, &own) });
    }
    Ok(findings)
}

/// The domain, or the nearest one above it, that has a record (RFC 9989 calls it the tree walk).
fn nearest(domain: &str, known: &mut Known) -> Result<(String, Vec<String>), Gap> {
    let mut at = domain;
    loop {
        let found: Vec<String> = known.ask(Kind::Txt, &format!("_dmarc.{at}"))?.into_iter().filter(|text| is_record(text)).collect();
        if !found.is_empty() {
            return Ok((at.to_owned(), found));
        }
        match at.split_once('.') {
            Some((_, above)) if above.contains('.') => at = above,
            _ => return Ok((domain.to_owned(), Vec::new())),
        }
    }
}

fn is_under(host: &str, domain: &str) -> bool {
    host == domain || host.strip_suffix(domain).is_some_and(|rest| rest.ends_with('.'))
}

/// The last two parts of a name, where nothing else says what belongs together.
fn base(domain: &str) -> &str {
    let dots: Vec<usize> = domain.match_indices('.').map(|(at, _)| at).collect();
    dots.len().checked_sub(2).and_then(|n| dots.get(n)).and_then(|at| domain.get(at + 1..)).unwrap_or(domain)
}
