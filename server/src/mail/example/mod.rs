//! Mails about nothing that has happened: what each would be about, so that it can be shown as it would be sent.

mod about;

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::{Lang, PageLang};
use eyelevel_contract::mail_texts::LetterPreview;
use eyelevel_contract::requests::{EventKind, Kind, PromiseKind, State, Verdict};
use eyelevel_texts::letters::Own;
use eyelevel_texts::mail_examples as t;
use serde_json::{Value, json};

use super::own::Worded;
use super::params::{Owed, Params, Then};
use super::render::{Mail, compose};
use super::{Template, facts, notices};
use crate::app::App;
use crate::calendar;
use crate::error::{Error, Result};

const HOUR: Millis = 3_600_000;
/// No row has it: a link that is signed for it opens nothing.
const NOBODY: &str = "00000000-0000-0000-0000-000000000000";

/// What has happened in an example.
struct Case {
    lang: Lang,
    today: Date,
    template: Template,
    kind: Kind,
    state: State,
    verdict: Verdict,
    event: EventKind,
    text: Option<String>,
    value: String,
    /// Whether a person did it, and not the portal.
    by: bool,
    /// What is promised; none: nothing is owed.
    owed: Option<PromiseKind>,
    return_on: Date,
    params: Value,
}

/// A mail as it would be sent with these own words, with example values.
///
/// # Errors
/// Whatever the database says.
pub async fn preview(app: &App, worded: &Worded, reads: PageLang, own: &Own) -> Result<LetterPreview> {
    let lang = reads.portal();
    let now = app.clock.now();
    let case = Case::of(app, lang, worded.name)?;
    let due = calendar::at(app, case.today.plus_days(2), 16, 0)?;
    let owed = case.owed.map(|kind| Owed { kind, due_at: Some(due), first_due_at: due - 24 * HOUR });
    let mut params = json!({ "request_id": NOBODY, "entry": NOBODY, "then": Then { state: case.state, owed } });
    if let (Some(all), Value::Object(more)) = (params.as_object_mut(), case.params.clone()) {
        all.extend(more);
    }
    if case.is_about_no_request()
        && let Some(all) = params.as_object_mut()
    {
        all.remove("request_id");
    }
    let params: Params = serde_json::from_value(params)?;
    let nothing: Params = serde_json::from_value(json!({}))?;
    let about = case.about(facts::load(app, lang, &nothing).await?, now)?;
    let gathered = match case.template {
        Template::Digest => {
            let line = |title: &str| notices::line(app, lang, title, now);
            Some(notices::Gathered { count: 2, parts: vec![line(t::subject(lang))?, line(t::issue(lang))?] })
        }
        _ => None,
    };
    let unsubscribe = notices::url(app, case.template, Some(case.event), NOBODY);
    let name = if case.template.is_to_recipient() { t::recipient(lang) } else { t::requester(lang) };
    let mail = Mail { template: case.template, reads, name, params: &params, unsubscribe: unsubscribe.as_deref(), own };
    let letter = compose(app, &mail, about, gathered.as_ref())?;
    Ok(LetterPreview { subject: letter.subject, body: letter.body })
}

impl Case {
    /// What a mail's text is about.
    fn of(app: &App, lang: Lang, name: &str) -> Result<Self> {
        use EventKind as E;
        use Template as T;
        let today = calendar::day(app, app.clock.now())?;
        let new = |template| Self {
            lang,
            today,
            template,
            kind: Kind::DemoKit,
            state: State::Submitted,
            verdict: Verdict::Approved,
            event: E::Message,
            text: None,
            value: String::new(),
            by: true,
            owed: None,
            return_on: today.plus_days(14),
            params: json!({}),
        };
        let (day, before) = (today.plus_days(7), today.plus_days(-1));
        let in_time = calendar::at(app, today.plus_days(1), 16, 0)?.to_string();
        let (whom, what, serial) = (t::distributor(lang), t::what(lang), "ED-2044");
        Ok(match name {
            "invitation" => new(T::Invitation).linked(),
            "reset" => new(T::Reset).linked(),
            "submitted" => new(T::Submitted).owing(PromiseKind::Decision),
            "assigned" => new(T::Assigned).owing(PromiseKind::Decision),
            "asked" => new(T::Asked).written(E::Asked),
            "answered" => new(T::Answered).written(E::Answered).owing(PromiseKind::Decision),
            "objected" => new(T::Answered).on(E::Objected, "").owing(PromiseKind::Decision),
            "approved" => new(T::Decided).decided(State::Approved, Verdict::Approved).owing(PromiseKind::Fulfilment),
            "closed_answer" => new(T::Decided).of_kind(Kind::Enquiry).decided(State::Closed, Verdict::Approved),
            "offered" => new(T::Decided).decided(State::Offered, Verdict::ApprovedWithChanges),
            "declined" => new(T::Decided).decided(State::Declined, Verdict::Declined),
            "in_part" => {
                let part = new(T::Decided).of_kind(Kind::Return).decided(State::Approved, Verdict::ApprovedWithChanges);
                part.owing(PromiseKind::Fulfilment)
            }
            "partner_acted" => new(T::PartnerActed).decided(State::Approved, Verdict::Approved),
            "message" => new(T::Message).written(E::Message),
            "moved" => new(T::Moved).written(E::PromiseMoved).owing(PromiseKind::Decision),
            "promise_warned" => new(T::PromiseWarned).owing(PromiseKind::Decision),
            "reply_warned" => new(T::PromiseWarned).owing(PromiseKind::Answer),
            "promise_broken" => new(T::PromiseBroken).owing(PromiseKind::Decision),
            "reply_broken" => new(T::PromiseBroken).owing(PromiseKind::Answer),
            "recipient_acted" => new(T::RecipientActed).written(E::Received).worth(t::recipient(lang)),
            "closed" => new(T::Closed),
            "parcel_trouble" => new(T::ParcelTrouble).on(E::Trouble, "no_movement").saying(t::recipient(lang)),
            "arrival_moved" => {
                let moved = new(T::ArrivalMoved).on(E::ArrivalMoved, &format!("{day} customs")).saying(t::recipient(lang));
                moved.with(json!({ "note": before }))
            }
            "return_reminder" => new(T::ReturnReminder).on(E::ReturnReminder, ""),
            "return_overdue" => new(T::ReturnReminder).on(E::ReturnReminder, "").ending(before),
            "return_overdue_owner" => new(T::ReturnOverdue).on(E::ReturnReminder, "").ending(before),
            "later_asked" => new(T::LoanWish).written(E::LaterAsked).worth(&day.to_string()).owing(PromiseKind::Decision),
            "keep_asked" => new(T::LoanWish).written(E::KeepAsked).worth(what).owing(PromiseKind::Decision),
            "wish_taken_back" => new(T::LoanWish).on(E::WishTakenBack, ""),
            "later_agreed" => new(T::LoanNews).on(E::LaterAgreed, &day.to_string()),
            "later_declined" => new(T::LoanNews).on(E::LaterDeclined, t::alternative(lang)).saying(t::reason(lang)),
            "keep_agreed" => new(T::LoanNews).on(E::KeepAgreed, what),
            "keep_declined" => new(T::LoanNews).on(E::KeepDeclined, "").saying(t::reason(lang)),
            "still_out" => new(T::LoanNews).on(E::StillOut, what),
            "loan_strayed" => new(T::LoanNews).on(E::Strayed, serial),
            "known_issue" | "known_batch" => {
                let batch = if name == "known_batch" { Kind::Return } else { Kind::Licence };
                new(T::KnownIssue).of_kind(batch).with(json!({ "known_issue_id": NOBODY, "partner_id": NOBODY }))
            }
            "key_issued" => new(T::KeyIssued).of_kind(Kind::Licence).on(E::KeyIssued, "9.2.0"),
            "key_stopped" => new(T::KeyStopped).of_kind(Kind::Licence).on(E::KeyStopped, "").owing(PromiseKind::Fulfilment),
            "key_revoked" => new(T::KeyRevoked).of_kind(Kind::Licence).on(E::KeyRevoked, "").saying(t::reason(lang)),
            "consent_asked" => new(T::ConsentAsked).of_kind(Kind::Licence).on(E::ConsentAsked, "").saying(t::reason(lang)).linked(),
            "consent_handed" => {
                let value = format!("handed:{whom}");
                new(T::ConsentAsked).of_kind(Kind::Return).on(E::ConsentAsked, &value).saying(t::reason(lang)).linked()
            }
            "renewed" => new(T::Renewed).with(json!({ "renewal": { "id": NOBODY, "issued": 38, "total": 40 } })),
            "pool_low" | "pool_empty" => {
                let left = if name == "pool_low" { 3 } else { 0 };
                let pool = json!({ "product_id": NOBODY, "product": t::product(lang), "versions": ">=9.0.0, <10.0.0", "left": left });
                new(T::PoolLow).with(json!({ "pool": pool }))
            }
            "monthly_statement" => new(T::MonthlyStatement),
            "webhook_gone" | "webhook_failing" | "webhook_given_up" => {
                let what = name.strip_prefix("webhook_").unwrap_or_default();
                new(T::WebhookTrouble).with(json!({ "webhook": { "id": NOBODY, "host": "tickets.example.com", "what": what } }))
            }
            "label_sent" => new(T::ReturnNews).returned(E::LabelSent, &day.to_string()),
            "hand_in" => new(T::ReturnNews).returned(E::ReturnReminder, &day.to_string()),
            "hand_in_over" => new(T::ReturnNews).returned(E::ReturnReminder, &before.to_string()),
            "return_missing" => new(T::ReturnTask).returned(E::ReturnReminder, &before.to_string()),
            "arrived" => new(T::ReturnNews).returned(E::Arrived, serial),
            "strayed" => new(T::ReturnNews).returned(E::Strayed, serial),
            "device_done" => new(T::ReturnNews).returned(E::DeviceDone, &format!("repair {serial}")),
            "referred" => new(T::ReturnNews).returned(E::Referred, whom),
            "referral_taken" => new(T::ReturnNews).returned(E::ReferralTaken, &format!("replace {day}")),
            "referral_needs" => new(T::ReturnNews).returned(E::ReferralNeeds, "").saying(t::message(lang)),
            "referral_declined" => new(T::ReturnNews).returned(E::ReferralDeclined, "").saying(t::reason(lang)),
            "referral_done" => new(T::ReturnNews).returned(E::ReferralDone, ""),
            "referral_taken_back" => new(T::ReturnNews).returned(E::ReferralTakenBack, whom),
            "referral_late" => new(T::ReturnTask).returned(E::ReferralLate, &format!("silent {before} {whom}")),
            "referral_overdue" => new(T::ReturnTask).returned(E::ReferralLate, &format!("overdue {before} {whom}")),
            "referral_answered_owner" => new(T::ReturnTask).returned(E::ReferralNeeds, "").saying(t::message(lang)),
            "to_distributor" => new(T::Referred).returned(E::Referred, whom).linked().with(json!({ "note": day })),
            "to_distributor_again" => {
                let late = new(T::ReferralReminder).returned(E::ReferralLate, &format!("silent {before} {whom}"));
                late.linked().with(json!({ "note": before }))
            }
            "to_distributor_due" => {
                let late = new(T::ReferralReminder).returned(E::ReferralLate, &format!("overdue {before} {whom}"));
                late.linked().with(json!({ "note": before }))
            }
            "to_distributor_over" => new(T::ReferralOver).returned(E::ReferralTakenBack, whom),
            "escalated" => new(T::Escalated).on(E::Escalated, "").saying(t::message(lang)).with(json!({ "note": in_time })),
            "escalated_itself" => new(T::Escalated).on(E::Escalated, "").by_itself().with(json!({ "note": in_time })),
            "escalated_to" => new(T::EscalationNews).climbed(E::Escalated, "lead").with(json!({ "note": in_time })),
            "escalation_answered" => new(T::EscalationNews).written(E::EscalationAnswered).with(json!({ "note": in_time })),
            "escalation_answered_only" => new(T::EscalationNews).written(E::EscalationAnswered),
            "escalation_missed" => new(T::EscalationNews).climbed(E::EscalationMissed, "management").by_itself(),
            "stands_in" => new(T::StandsIn).on(E::StandsIn, &format!("{day} {}", t::manager(lang))).saying(t::owner(lang)),
            "takes_over" => new(T::StandsIn).on(E::TakenOver, t::manager(lang)).saying(t::owner(lang)),
            "digest" => new(T::Digest),
            "shipped" => new(T::Shipped).linked().pinned(),
            "new_link" => new(T::NewLink).linked().pinned(),
            "key_sent" => new(T::KeySent).of_kind(Kind::Licence).linked().pinned(),
            _ => return Err(Error::Internal(format!("a mail without an example: {name}"))),
        })
    }

    fn with(mut self, params: Value) -> Self {
        if let (Some(all), Value::Object(more)) = (self.params.as_object_mut(), params) {
            all.extend(more);
        }
        self
    }

    fn linked(self) -> Self {
        self.with(json!({ "link": NOBODY }))
    }

    fn pinned(self) -> Self {
        self.with(json!({ "recipient_id": NOBODY }))
    }

    fn of_kind(mut self, kind: Kind) -> Self {
        self.kind = kind;
        self
    }

    fn owing(mut self, kind: PromiseKind) -> Self {
        self.owed = Some(kind);
        self
    }

    fn decided(mut self, state: State, verdict: Verdict) -> Self {
        (self.state, self.verdict) = (state, verdict);
        self
    }

    fn on(mut self, event: EventKind, value: &str) -> Self {
        self.event = event;
        self.worth(value)
    }

    fn returned(self, event: EventKind, value: &str) -> Self {
        self.of_kind(Kind::Return).on(event, value)
    }

    fn climbed(self, event: EventKind, level: &str) -> Self {
        let value = format!("{level} {}", t::manager(self.lang));
        self.on(event, &value)
    }

    fn written(mut self, event: EventKind) -> Self {
        self.event = event;
        let words = t::message(self.lang);
        self.saying(words)
    }

    fn worth(mut self, value: &str) -> Self {
        value.clone_into(&mut self.value);
        self
    }

    fn saying(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    fn by_itself(mut self) -> Self {
        self.by = false;
        self
    }

    fn ending(mut self, day: Date) -> Self {
        self.return_on = day;
        self
    }

    const fn is_about_no_request(&self) -> bool {
        use Template as T;
        matches!(
            self.template,
            T::Invitation | T::Reset | T::KnownIssue | T::Renewed | T::PoolLow | T::MonthlyStatement | T::WebhookTrouble | T::Digest
        )
    }
}
