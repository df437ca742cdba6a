//! Known issues: what is wrong with which versions, since when that is known, and what to do. Said before anybody runs into it.

use std::rc::Rc;

use eyelevel_contract::{
    ids::Id,
    json::to_text,
    lang::{Bilingual, Lang},
    licences::{EditKnownIssue, KnownIssue, Product, paths, rules::can_report, validate_known_issue},
    page::Page,
};
use eyelevel_texts::{common, known_issues as t};

use super::audience;
use crate::{
    client::Call,
    clock, filters,
    form_dialog::{Content, FormDialog},
    i18n::{date, day_of, lang, timestamp},
    reads, router, session,
    ui::{
        button, dialog,
        el::{El, div, el, p, span},
        empty::empty,
        field::Field,
        form::Form,
        loaded::Loaded,
        reactive::{GetUntracked, RwSignal, untrack},
        status::{Tone, status},
        toast,
    },
    writes,
};

pub(super) fn page(_: &str) -> El {
    router::title(t::title(lang()));
    let actor = session::actor();
    let list: Loaded<Page<KnownIssue>> = reads::read(|| router::join(paths::KNOWN_ISSUES, &router::query()));
    let products: Loaded<Page<Product>> = reads::read(|| [paths::PRODUCTS, "?limit=1000"].concat());
    let why = button::why(can_report(&actor));
    let add = actor
        .is_vendor()
        .then(|| button::explained(button::primary(t::add(lang())), why.clone(), move || edit(None, &lists(products, list))));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(add);
    let mine = actor.is_partner().then(|| {
        let options = [("", t::all(lang())), ("true", t::mine(lang()))];
        div("filters").child(filters::tabs(paths::KNOWN_ISSUES_PAGE, t::which(lang()), "mine", &options))
    });
    let keeps = can_report(&actor).is_ok();
    let shown = list.show(4, move |page: &Rc<Page<KnownIssue>>| issues(page, keeps.then(|| lists(products, list)).as_ref()));
    div("page known-issues").child(head).child(p("muted", t::lead(lang()))).child(mine).child(list.age()).child(div("stack").child(shown))
}

/// One alone: where mails and returns lead.
pub(super) fn one(id: &str) -> El {
    router::title(t::title(lang()));
    let url = paths::known_issue(id);
    let issue: Loaded<KnownIssue> = reads::read(move || url.clone());
    let products: Loaded<Page<Product>> = reads::read(|| [paths::PRODUCTS, "?limit=1000"].concat());
    let keeps = can_report(&session::actor()).is_ok();
    let shown = issue.show(4, move |it: &Rc<KnownIssue>| card(it, keeps.then(|| lists(products, issue)).as_ref()));
    let all = button::link("button quiet", paths::KNOWN_ISSUES_PAGE, t::all(lang()));
    let head = div("page-head").child(el("h1").child(t::title(lang()))).child(all);
    div("page known-issues").child(head).child(issue.age()).child(div("stack").child(shown))
}

/// The products to choose from, and what is read anew after a change.
type Lists = (Loaded<Page<Product>>, Rc<dyn Fn()>);

fn lists<T: 'static>(products: Loaded<Page<Product>>, shown: Loaded<T>) -> Lists {
    (products, Rc::new(move || shown.again()))
}

fn issues(page: &Page<KnownIssue>, keeps: Option<&Lists>) -> El {
    if page.items.is_empty() {
        let filtered = router::param("mine").is_some();
        let all = filtered.then(|| button::link("button", paths::KNOWN_ISSUES_PAGE, t::all(lang())));
        return empty(if filtered { t::none_mine(lang()) } else { t::none(lang()) }, all);
    }
    let list = page.items.iter().map(|issue| el("li").child(card(issue, keeps))).collect::<Vec<_>>();
    div("stack").child(el("ul").class("stack").child(list)).child(filters::pages(paths::KNOWN_ISSUES_PAGE, page.next.as_deref()))
}

fn card(issue: &KnownIssue, keeps: Option<&Lists>) -> El {
    let fixed = match &issue.fixed_in {
        Some(version) => Some(status(Tone::Good, &t::fixed_in(lang(), version))),
        // Devices have no versions in which anything is mended.
        None => issue.batch.is_none().then(|| status(Tone::Late, t::not_fixed(lang()))),
    };
    // The figures are the vendor's.
    let figures = session::actor().is_vendor() && issue.batch.is_some();
    let figures = figures.then(|| p("small", "").child(el("a").attr("href", paths::BATCH_FIGURES).child(t::figures(lang()))));
    let told = keeps.is_some().then(|| match issue.published_at {
        Some(at) => span("small muted", &t::published(lang(), timestamp(at))),
        None => span("small", t::draft(lang())),
    });
    div("card stack tight")
        .child(el("h2").child(issue.title.get(lang())))
        .child(p("", &about(issue)))
        .child(div("row").child(span("small muted", &t::known_since(lang(), date(issue.known_since)))).child(fixed).child(told))
        .child(el("h3").child(t::workaround(lang())))
        .child(p("pre", issue.workaround.get(lang())))
        .child(figures)
        .child(keeps.map(|lists| buttons(issue, lists)))
}

/// Software and its versions, or what of and which batch.
fn about(issue: &KnownIssue) -> String {
    let name = issue.name(lang());
    match (&issue.batch, &issue.affected) {
        (Some(of), _) => t::of_batch(lang(), name, &of.batch),
        (None, Some(affected)) => t::affected(lang(), name, affected),
        (None, None) => name.to_owned(),
    }
}

fn buttons(issue: &KnownIssue, lists: &Lists) -> El {
    let (edited, published) = (issue.clone(), issue.clone());
    let called = |button: El, label: String| button.attr("aria-label", &label);
    let change = called(button::secondary(t::edit(lang())), t::edit_named(lang(), issue.title.get(lang())));
    // Once more is for whom it touches since then: nobody is told twice.
    let words = if issue.published_at.is_some() { t::publish_again(lang()) } else { t::publish(lang()) };
    let publish = called(button::secondary(words), [words, ": ", issue.title.get(lang())].concat());
    let (again, lists) = (Rc::clone(&lists.1), lists.clone());
    let publish = publish.on("click", move |_| ask_to_publish(&published, words, &again));
    div("buttons").child(publish).child(change.on("click", move |_| edit(Some(&edited), &lists)))
}

/// Mails go out at once, and can't be taken back: it is asked first.
fn ask_to_publish(issue: &KnownIssue, words: &'static str, again: &Rc<dyn Fn()>) {
    let (issue, id, again) = (issue.clone(), issue.id.clone(), Rc::clone(again));
    dialog::open(words, move |closer| {
        const WHY: &str = "told-by-publishing";
        let stay = closer.clone();
        let audience = audience::of_publishing(&issue);
        // Once it is published, and nobody is left to be told, there is nothing to do.
        let nobody = move || issue.published_at.is_some() && audience.get().is_some_and(|found| found.count == 0);
        let go = button::primary(words)
            .bind("aria-disabled", move || nobody().then(|| "true".to_owned()))
            .bind("aria-describedby", move || nobody().then(|| WHY.to_owned()));
        let go = go.on("click", move |_| {
            if untrack(nobody) {
                return;
            }
            closer.close();
            let again = Rc::clone(&again);
            writes::act(Call::post(paths::publication(&id), "{}".to_owned()), move |_| {
                toast::say(t::was_published(lang()));
                again();
            });
        });
        let buttons = div("buttons").child(go).child(button::secondary(common::cancel(lang())).on("click", move |_| stay.close()));
        div("stack").child(audience::told(audience).id(WHY)).child(buttons)
    });
}

/// What the form holds.
struct Fields {
    product: RwSignal<String>,
    /// Title and workaround, German and English.
    words: [RwSignal<String>; 4],
    affected: RwSignal<String>,
    known_since: RwSignal<String>,
    fixed_in: RwSignal<String>,
}

fn edit(issue: Option<&KnownIssue>, (products, changed): &Lists) {
    let (issue, products, changed) = (issue.cloned(), *products, Rc::clone(changed));
    let name = ["known-issue:", issue.as_ref().map_or("new", |i| i.id.as_str())].concat();
    let title = if issue.is_some() { t::edit(lang()) } else { t::add(lang()) };
    FormDialog { title: title.to_owned(), name, submit: common::save(lang()), done: t::saved(lang()), changed }.open(move |form| {
        let fields = Fields::new(form, issue.as_ref());
        let view = fields.view(form, issue.as_ref(), products);
        Content::new(view, move || {
            let clean = validate_known_issue(&fields.edit(issue.as_ref()), day_of(clock::now()))?;
            let body = to_text(&clean);
            Ok(match &issue {
                Some(issue) => Call::put(paths::known_issue(&issue.id), issue.version, body),
                None => Call::post(paths::KNOWN_ISSUES, body),
            })
        })
    });
}

impl Fields {
    fn new(form: Form, issue: Option<&KnownIssue>) -> Self {
        let both = |of: fn(&KnownIssue) -> &Bilingual, lang| issue.map_or("", |issue| of(issue).get(lang));
        let title: fn(&KnownIssue) -> &Bilingual = |issue| &issue.title;
        let workaround: fn(&KnownIssue) -> &Bilingual = |issue| &issue.workaround;
        let text = |value: Option<String>| value.unwrap_or_default();
        Self {
            product: form.value("product_id", issue.and_then(|issue| issue.product.as_ref()).map_or("", |product| product.id.as_str())),
            words: [
                form.value("title.de", both(title, Lang::De)),
                form.value("title.en", both(title, Lang::En)),
                form.value("workaround.de", both(workaround, Lang::De)),
                form.value("workaround.en", both(workaround, Lang::En)),
            ],
            affected: form.value("affected", &text(issue.and_then(|issue| issue.affected.as_ref().map(ToString::to_string)))),
            known_since: form.value("known_since", &text(issue.map(|issue| issue.known_since.to_string()))),
            fixed_in: form.value("fixed_in", &text(issue.and_then(|issue| issue.fixed_in.as_ref().map(ToString::to_string)))),
        }
    }

    fn view(&self, form: Form, issue: Option<&KnownIssue>, products: Loaded<Page<Product>>) -> El {
        // What it is about stays; a mistake is another issue.
        let about = issue.and_then(|issue| issue.product.as_ref()).map(|product| (product.id.clone(), product.name.clone()));
        // The products may be here later than the dialog.
        let options = move || {
            let choose = (Id::new(), t::choose_product(lang()).to_owned());
            let all = products.get().iter().flat_map(|page| &page.items).map(|p| (p.id.clone(), p.name.clone())).collect::<Vec<_>>();
            about.clone().map_or_else(|| [vec![choose], all].concat(), |about| vec![about])
        };
        let [title_de, title_en, workaround_de, workaround_en] = self.words;
        let since = Field::date(form, "known_since", t::known_since_label(lang()), self.known_since).view();
        let batch = issue.filter(|issue| issue.batch.is_some());
        let (of, versions) = match batch {
            Some(issue) => (p("", &self::about(issue)), since),
            None => {
                let versions = div("fields")
                    .child(Field::line(form, "affected", t::affected_versions(lang()), self.affected).hint(t::affected_hint(lang())).view())
                    .child(since)
                    .child(Field::line(form, "fixed_in", t::fixed_in_label(lang()), self.fixed_in).optional().view());
                (Field::select_from(form, "product_id", t::product(lang()), self.product, options).view(), versions)
            }
        };
        div("stack")
            .child(of)
            .child(Field::line(form, "title.de", t::title_de(lang()), title_de).view())
            .child(Field::line(form, "title.en", t::title_en(lang()), title_en).view())
            .child(versions)
            .child(Field::area(form, "workaround.de", t::workaround_de(lang()), workaround_de, 3).view())
            .child(Field::area(form, "workaround.en", t::workaround_en(lang()), workaround_en, 3).view())
            .child(audience::of_saving(issue, self.affected, self.fixed_in))
    }

    fn edit(&self, issue: Option<&KnownIssue>) -> EditKnownIssue {
        let of = issue.and_then(|issue| issue.batch.as_ref());
        let [title_de, title_en, workaround_de, workaround_en] = self.words.map(|value| value.get_untracked());
        EditKnownIssue {
            product_id: self.product.get_untracked(),
            title: Bilingual { de: title_de, en: title_en },
            affected: self.affected.get_untracked(),
            known_since: self.known_since.get_untracked().parse().ok(),
            workaround: Bilingual { de: workaround_de, en: workaround_en },
            fixed_in: self.fixed_in.get_untracked(),
            item_id: of.map(|of| of.item_id.clone()),
            batch: of.map_or_else(String::new, |of| of.batch.clone()),
        }
    }
}
