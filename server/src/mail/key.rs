//! Letters about licence keys: to whoever asked, and to whoever gets one.

use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::licences::paths;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::{format, licences, mails, page, public_mails as theirs};

use super::Template;
use super::facts::{self, About};
use super::params::{Params, Pool};
use super::render::{contents, with_words};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};

/// To the requester (and the owner): it is there, it was stopped, it was taken back, other recipients are wished for.
pub(super) fn letter(template: Template, voice: Voice<'_, Lang>, about: &About, promised: Option<&str>) -> Result<(String, String)> {
    let lang = voice.lang;
    let request = facts::request(about)?;
    let (number, subject, owner) = (&request.number, &request.subject, &request.owner.name);
    let entry = about.entry.as_ref();
    let by = entry.and_then(|e| e.by.as_ref()).map_or(owner, |person| &person.name);
    Ok(match template {
        Template::KeyIssued => (mails::subject_key_issued(voice, number), mails::body_key_issued(voice, number, subject)),
        Template::KeyStopped => {
            let stopped = about.stopped.as_ref().ok_or_else(|| Error::Internal("a mail about no stopped key".to_owned()))?;
            let text = mails::body_key_stopped(voice, licences::stopped(lang, stopped), number, subject, owner);
            let text = promised.map_or_else(|| text.clone(), |promised| format!("{text}\n{promised}"));
            (mails::subject_key_stopped(voice, number), text)
        }
        Template::KeyRevoked => {
            (mails::subject_key_revoked(voice, number), with_words(lang, mails::body_key_revoked(voice, number, subject), entry))
        }
        Template::ConsentAsked if let Some(whom) = entry.and_then(|e| e.value.as_deref()?.strip_prefix("handed:")) => {
            let text = mails::body_consent_handed(voice, by, number, subject, whom);
            (mails::subject_consent_handed(voice, number), with_words(lang, text, entry))
        }
        Template::ConsentAsked => {
            (mails::subject_consent_asked(voice, number), with_words(lang, mails::body_consent_asked(voice, number, subject, by), entry))
        }
        _ => return Err(Error::Internal("a mail that is about no key".to_owned())),
    })
}

/// To whoever can order more: few keys of a pool are left, or none.
pub(super) fn pool(app: &App, voice: Voice<'_, Lang>, pool: Option<&Pool>) -> Result<(String, String)> {
    let lang = voice.lang;
    let Pool { product_id, product, versions, left } = pool.ok_or_else(|| Error::Internal("a mail about no pool".to_owned()))?;
    let (subject, body) = match left {
        0 => (mails::subject_pool_empty(voice, product, versions), mails::body_pool_empty(voice, product, versions)),
        left => (mails::subject_pool_low(voice, *left, product, versions), mails::body_pool_low(voice, *left, product, versions)),
    };
    let open = mails::open(lang, format!("{}{}", app.config.base_url, paths::product_page(product_id)));
    Ok((subject, format!("{body}\n\n{open}")))
}

/// To a pinned recipient: the key, in a line of its own.
pub(super) fn sent(app: &App, voice: Voice<'_, PageLang>, about: &About, url: &str) -> Result<(String, String)> {
    let lang = voice.lang;
    let (request, recipient) = (facts::request(about)?, facts::recipient(about)?);
    let key = about.content.as_ref().ok_or_else(|| Error::Internal("a mail with no key".to_owned()))?;
    let vendor = &about.installation.vendor;
    let body = theirs::body_key_sent(voice, vendor, &request.partner.name, contents(lang, recipient), &key.text, url);
    let until = match key.until {
        Some(at) => Some(theirs::key_until(lang, page::moment(lang, calendar::civil(app, at)?))),
        None => None,
    };
    let body = until.map_or_else(|| body.clone(), |until| format!("{body}\n\n{until}"));
    Ok((theirs::subject_key_sent(voice, vendor), body))
}

/// To whoever began a renewal.
pub(super) fn renewed(app: &App, voice: Voice<'_, Lang>, params: &Params) -> Result<(String, String)> {
    let lang = voice.lang;
    let renewal = params.renewal.as_ref().ok_or_else(|| Error::Internal("a mail about no renewal".to_owned()))?;
    let (issued, total) = (format::integer(lang, renewal.issued), format::integer(lang, renewal.total));
    let url = format!("{}{}?renewal={}", app.config.base_url, paths::RENEWALS_PAGE, renewal.id);
    Ok((mails::subject_renewed(voice, &issued, &total), mails::body_renewed(voice, &total, &issued, url)))
}
