use eyelevel_contract::lang::Lang;
use eyelevel_contract::webhooks;
use eyelevel_texts::letters::Voice;
use eyelevel_texts::mails;

use super::params::Webhook;
use crate::app::App;
use crate::error::{Error, Result};

/// To who keeps a webhook: something did not arrive for days, or nothing is sent any more.
pub(super) fn letter(app: &App, voice: Voice<'_, Lang>, webhook: Option<&Webhook>) -> Result<(String, String)> {
    let lang = voice.lang;
    let Webhook { id, host, what } = webhook.ok_or_else(|| Error::Internal("a mail about no webhook".to_owned()))?;
    let (subject, body) = match what.as_str() {
        "gone" => (mails::subject_webhook_gone(voice, host), mails::body_webhook_gone(voice, host)),
        "failing" => (mails::subject_webhook_failing(voice, host), mails::body_webhook_failing(voice, host)),
        _ => (mails::subject_webhook_given_up(voice, host), mails::body_webhook_given_up(voice, host)),
    };
    let open = mails::open(lang, format!("{}{}", app.config.base_url, webhooks::page(id)));
    Ok((subject, format!("{body}\n\n{open}")))
}
