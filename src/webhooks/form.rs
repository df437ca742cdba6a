//! A webhook's form, and its secret, which is shown once.

use eyelevel_contract::{
    json::{from_text, to_text},
    page::Page,
    validate::Faults,
    webhooks::{EditWebhook, PATH, Topic, Webhook, WebhookSecret, one, validate},
};
use eyelevel_texts::{common, hooks_page as t};

use super::words;
use crate::{
    client::Call,
    copied,
    form_dialog::{Content, FormDialog},
    i18n::lang,
    ui::{
        button, dialog,
        el::{El, div, el, p},
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::GetUntracked,
        record::Value,
        toast,
    },
    writes::{self, MEMORY},
};

/// What both forms hold.
struct Fields {
    form: Form,
    url: Value,
    topics: Vec<(Topic, Value)>,
}

impl Fields {
    fn new(form: Form, url: &str, chosen: &[Topic]) -> Self {
        let topic = |topic: &Topic| {
            let initial = if chosen.contains(topic) { "on" } else { "" };
            (*topic, form.value(&["topics.", topic.word()].concat(), initial))
        };
        Self { form, url: form.value("url", url), topics: Topic::ALL.iter().map(topic).collect() }
    }

    fn read(&self, active: bool) -> Result<EditWebhook, Faults> {
        let topics = self.topics.iter().filter(|(_, on)| !on.get_untracked().is_empty()).map(|(topic, _)| *topic).collect();
        let edit = EditWebhook { url: self.url.get_untracked().trim().to_owned(), topics, active };
        validate(&edit).map(|()| edit)
    }

    fn view(&self) -> El {
        let form = self.form;
        let id = form.field_id("topics");
        let mut group = el("fieldset").class("field radios").id(&id).attr("tabindex", "-1").child(el("legend").child(t::topics(lang())));
        for (topic, on) in &self.topics {
            group = group.child(Field::check(form, &["topics.", topic.word()].concat(), words::topic(*topic), *on).view());
        }
        let url = Field::line(form, "url", t::url(lang()), self.url).hint(t::url_hint(lang())).attr("inputmode", "url").view();
        form.register("topics", t::topics(lang()), self.url);
        let error_id = [&id, "-error"].concat();
        let group = group.child(form.error_view("topics")).bind("aria-describedby", move || form.error("topics").map(|_| error_id.clone()));
        div("stack").child(url).child(group)
    }
}

/// Makes one, and shows its secret.
pub(super) fn add(list: Loaded<Page<Webhook>>) {
    dialog::open(t::add(lang()), move |closer| {
        let form = Form::kept(MEMORY, "webhook");
        let fields = Fields::new(form, "", Topic::ALL);
        let view = fields.view();
        let send = move || match fields.read(true) {
            Err(faults) => form.fault(&faults),
            Ok(edit) => {
                let closer = closer.clone();
                writes::submit(form, Call::post(PATH, to_text(&edit)), move |text| {
                    closer.close();
                    toast::say(t::added(lang()));
                    show_secret(text, None);
                    list.again();
                });
            }
        };
        form.element(send).child(form.summary()).child(view).child(div("buttons").child(form.submit(t::add(lang()))))
    });
}

/// Changes one.
pub(super) fn edit(webhook: &Webhook, list: Loaded<Page<Webhook>>) {
    let webhook = webhook.clone();
    let dialog = FormDialog {
        title: t::edit_title(lang()).to_owned(),
        name: ["webhook:", &webhook.id].concat(),
        submit: common::save(lang()),
        done: t::saved(lang()),
        changed: std::rc::Rc::new(move || list.again()),
    };
    dialog.open(move |form| {
        let fields = Fields::new(form, &webhook.url, &webhook.topics);
        let active = EditWebhook::of(&webhook).active;
        let view = fields.view();
        Content::new(view, move || fields.read(active).map(|edit| Call::put(one(&webhook.id), webhook.version, to_text(&edit))))
    });
}

/// Shows a secret; `more` is what else is to be known of it.
pub(super) fn show_secret(answer: &str, more: Option<&'static str>) {
    let Some(told) = from_text::<WebhookSecret>(answer) else { return };
    dialog::open(t::secret_title(lang()), move |closer| {
        let copied = told.secret.clone();
        let copy = button::secondary(t::copy(lang())).on("click", move |_| copied::copy(&copied));
        let done = button::primary(t::copied(lang())).on("click", move |_| closer.close());
        let text = el("pre").class("key-text").attr("tabindex", "0").child(told.secret.as_str());
        div("stack")
            .child(p("", t::secret_once(lang())))
            .child(text)
            .child(more.map(|words| p("muted", words)))
            .child(div("buttons").child([copy, done]))
    });
}
