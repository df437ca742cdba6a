use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{KnownIssue, paths};
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, mails};

use super::facts::About;
use crate::app::App;
use crate::error::{Error, Result};

/// So many installations or devices are named; the portal has them all.
const NAMED: usize = 20;

/// What is known to be wrong: since when, what helps, from which version on it is mended, and where it touches the receiver's customers.
pub(super) fn letter(app: &App, voice: Voice<'_, Lang>, about: &About) -> Result<(String, String)> {
    let lang = voice.lang;
    let (issue, touched) = about.known_issue.as_ref().ok_or_else(|| Error::Internal("a mail about no known issue".to_owned()))?;
    let (product, title) = (issue.name(lang), issue.title.get(lang));
    let since = format::date_long(lang, issue.known_since);
    let mut parts = match (&issue.batch, &issue.affected) {
        (Some(of), _) => vec![mails::body_known_batch(voice, title, product, &of.batch, since)],
        (None, Some(affected)) => vec![mails::body_known_issue(voice, title, product, affected, since)],
        (None, None) => Vec::new(),
    };
    parts.push(mails::workaround(lang, issue.workaround.get(lang)));
    if issue.batch.is_none() {
        parts.push(mended(lang, issue));
    }
    parts.extend(installations(lang, issue, touched));
    parts.push(mails::open(lang, format!("{}{}", app.config.base_url, paths::known_issue_page(&issue.id))));
    Ok((mails::subject_known_issue(voice, product, title), parts.join("\n\n")))
}

fn mended(lang: Lang, issue: &KnownIssue) -> String {
    match &issue.fixed_in {
        Some(version) => mails::fixed_in(lang, issue.name(lang), version),
        None => mails::not_fixed(lang).to_owned(),
    }
}

fn installations(lang: Lang, issue: &KnownIssue, touched: &[String]) -> Option<String> {
    let mut lines: Vec<String> = touched.iter().take(NAMED).map(|line| format!("- {line}")).collect();
    if lines.is_empty() {
        return None;
    }
    lines.insert(0, (if issue.batch.is_some() { mails::touched_devices(lang) } else { mails::touched(lang) }).to_owned());
    if let Some(more) = touched.len().checked_sub(NAMED).filter(|n| *n > 0) {
        lines.push(mails::touched_more(lang, i64::try_from(more).unwrap_or(i64::MAX)));
    }
    Some(lines.join("\n"))
}
