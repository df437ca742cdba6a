use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{KnownIssue, paths};
use eyelevel_texts::{format, mails};

use super::facts::{About, Touched};
use crate::app::App;
use crate::error::{Error, Result};

/// So many installations are named; the portal has them all.
const NAMED: usize = 20;

/// What is known to be wrong: since when, what helps, from which version on it is mended, and where it touches the receiver's customers.
pub(super) fn letter(app: &App, lang: Lang, about: &About) -> Result<(String, String)> {
    let (issue, touched) = about.known_issue.as_ref().ok_or_else(|| Error::Internal("a mail about no known issue".to_owned()))?;
    let (product, title) = (&issue.product.name, issue.title.get(lang));
    let since = format::date_long(lang, issue.known_since);
    let mut parts = vec![mails::body_known_issue(lang, title, product, &issue.affected, since)];
    parts.push(mails::workaround(lang, issue.workaround.get(lang)));
    parts.push(mended(lang, issue));
    parts.extend(installations(lang, touched));
    parts.push(mails::open(lang, format!("{}{}", app.config.base_url, paths::known_issue_page(&issue.id))));
    Ok((mails::subject_known_issue(lang, product, title), parts.join("\n\n")))
}

fn mended(lang: Lang, issue: &KnownIssue) -> String {
    match &issue.fixed_in {
        Some(version) => mails::fixed_in(lang, &issue.product.name, version),
        None => mails::not_fixed(lang).to_owned(),
    }
}

fn installations(lang: Lang, touched: &[Touched]) -> Option<String> {
    let line = |t: &Touched| match &t.host {
        Some(host) => format!("- {}: {} ({host})", t.customer, t.runs),
        None => format!("- {}: {}", t.customer, t.runs),
    };
    let mut lines: Vec<String> = touched.iter().take(NAMED).map(line).collect();
    if lines.is_empty() {
        return None;
    }
    lines.insert(0, mails::touched(lang).to_owned());
    if let Some(more) = touched.len().checked_sub(NAMED).filter(|n| *n > 0) {
        lines.push(mails::touched_more(lang, i64::try_from(more).unwrap_or(i64::MAX)));
    }
    Some(lines.join("\n"))
}
