//! How something comes to a recipient: chosen by the requester.

use eyelevel_contract::deliveries::Channel;
use eyelevel_texts::deliveries as t;

use crate::{
    i18n::lang,
    ui::{el::El, field::Field, form::Form, reactive::RwSignal},
};

/// By mail, or by a link that the requester hands over.
pub(crate) fn choice(form: Form, path: &str, value: RwSignal<String>) -> El {
    let ways = [(Channel::Mail, t::way_mail(lang())), (Channel::Download, t::way_download(lang()))];
    let ways = ways.map(|(channel, words)| (channel.word().to_owned(), words.to_owned())).to_vec();
    Field::select(form, path, t::way(lang()), value, ways).hint(t::way_hint(lang())).view()
}
