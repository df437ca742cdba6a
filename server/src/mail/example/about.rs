//! What an example is about: a request, people, a parcel, a month's books that never were.

use eyelevel_contract::civil::Date;
use eyelevel_contract::deliveries::{Address, Channel, Parcel, Piece, RecipientStatus, Status, carriers::Carrier};
use eyelevel_contract::ids::Millis;
use eyelevel_contract::lang::{Bilingual, Lang, PageLang};
use eyelevel_contract::licences::{BatchRef, Code, Issuer, KnownIssue, ProductRef, StoppedKey, Unmade, Version, VersionRange};
use eyelevel_contract::people::{OrganisationRef, PersonRef};
use eyelevel_contract::requests::{Decision, Kind, Request, Section, Severity, State, TimelineEntry, Verdict, WaitingOn};
use eyelevel_texts::mail_examples as t;

use super::{Case, NOBODY};
use crate::error::{Error, Result};
use crate::mail::facts::About;
use crate::mail::{Attachment, Content, MonthlyStatement, Template};

impl Case {
    /// All that it is about; the vendor's name is the one that the installation has.
    pub(super) fn about(&self, mut about: About, now: Millis) -> Result<About> {
        let lang = self.lang;
        if !self.is_about_no_request() {
            about.request = Some(self.request(now));
        }
        about.entry = Some(TimelineEntry {
            id: NOBODY.to_owned(),
            at: now,
            by: self.by.then(|| self.person()),
            kind: self.event,
            text: self.text.clone(),
            value: Some(self.value.clone()),
        });
        about.decision = Some(Decision {
            verdict: self.verdict,
            reason: (self.verdict != Verdict::Approved || self.state == State::Closed).then(|| t::reason(lang).to_owned()),
            alternative: (self.verdict == Verdict::Declined).then(|| t::alternative(lang).to_owned()),
            by: person(t::owner(lang)),
            at: now,
        });
        about.recipient = Some(self.recipient(now));
        about.content = Some(Content { text: t::key(lang).to_owned(), until: None });
        about.stopped = Some(StoppedKey {
            id: NOBODY.to_owned(),
            stopped_at: now,
            issuer: Issuer::External,
            by: None,
            wanted: Version::parse("9.2.0").map_err(|_| wrong())?,
            mismatches: Vec::new(),
            unmade: Some(Unmade::TimedOut),
        });
        about.known_issue = Some((self.known_issue()?, vec![t::installation(lang).to_owned()]));
        let first = Date::new(self.today.year(), self.today.month(), 1).map_err(|_| wrong())?;
        let month = first.plus_days(-1);
        about.statement = Some(MonthlyStatement {
            account: "10042".to_owned(),
            currency: "EUR".to_owned(),
            month: Date::new(month.year(), month.month(), 1).map_err(|_| wrong())?,
            until: month,
            closing: 124_950,
            verdict: t::verdict(lang).to_owned(),
            page: eyelevel_contract::statements::paths::PAGE.to_owned(),
            attachment: Attachment { name: String::new(), media_type: "application/pdf", bytes: Vec::new() },
        });
        Ok(about)
    }

    /// Who did what the mail tells of.
    fn person(&self) -> PersonRef {
        let lang = self.lang;
        person(match self.template {
            Template::Asked | Template::Moved | Template::EscalationNews | Template::LoanNews | Template::ConsentAsked => t::owner(lang),
            Template::ReturnNews | Template::ReturnTask => t::distributor(lang),
            _ => t::requester(lang),
        })
    }

    fn request(&self, now: Millis) -> Request {
        let lang = self.lang;
        Request {
            id: NOBODY.to_owned(),
            number: format!("{}-1042", self.kind.prefix()),
            kind: self.kind,
            subject: t::subject(lang).to_owned(),
            reference: None,
            state: self.state,
            waiting_on: WaitingOn::Vendor,
            section: Section::WithVendor,
            partner: OrganisationRef { id: NOBODY.to_owned(), name: t::partner(lang).to_owned() },
            requester: person(t::requester(lang)),
            owner: person(t::owner(lang)),
            promise: None,
            reply: None,
            question: None,
            return_on: Some(self.return_on),
            second_look: false,
            objected: false,
            limited: false,
            severity: Severity::Normal,
            unread: false,
            escalated: None,
            created_at: now,
            updated_at: now,
            version: 1,
        }
    }

    fn recipient(&self, now: Millis) -> RecipientStatus {
        let lang = self.lang;
        let pieces = vec![Piece { line_id: NOBODY.to_owned(), name: t::piece(lang).to_owned(), quantity: 2, serials: Vec::new() }];
        let parcel = Parcel {
            id: NOBODY.to_owned(),
            carrier: Carrier::ALL[0],
            number: String::new(),
            track_url: None,
            arrives_on: Some(self.today.plus_days(2)),
            first_arrives_on: None,
            late_because: None,
            shipped_at: now,
            pieces,
        };
        let empty = String::new;
        RecipientStatus {
            id: NOBODY.to_owned(),
            name: t::recipient(lang).to_owned(),
            organisation: empty(),
            email: None,
            phone: None,
            lang: PageLang::from(lang),
            address: Address { street: empty(), postal_code: empty(), city: empty(), country: empty() },
            why: empty(),
            channel: Channel::Parcel,
            status: Status::Sent,
            history: Vec::new(),
            parcel: Some(parcel),
            proposed: None,
        }
    }

    fn known_issue(&self) -> Result<KnownIssue> {
        let both = |of: fn(Lang) -> &'static str| Bilingual { de: of(Lang::De).to_owned(), en: of(Lang::En).to_owned() };
        let batch = self.kind == Kind::Return;
        Ok(KnownIssue {
            id: NOBODY.to_owned(),
            product: match batch {
                true => None,
                false => Some(ProductRef {
                    id: NOBODY.to_owned(),
                    code: Code::parse("archivar").map_err(|_| wrong())?,
                    name: t::product(self.lang).to_owned(),
                }),
            },
            batch: batch.then(|| BatchRef { item_id: NOBODY.to_owned(), product: both(t::piece), batch: "2026-07".to_owned() }),
            title: both(t::issue),
            affected: if batch { None } else { Some(VersionRange::parse(">=9.0.0, <9.2.1").map_err(|_| wrong())?) },
            known_since: self.today.plus_days(-3),
            workaround: both(t::workaround),
            fixed_in: None,
            published_at: None,
            version: 1,
        })
    }
}

fn person(name: &str) -> PersonRef {
    PersonRef { id: NOBODY.to_owned(), name: name.to_owned() }
}

fn wrong() -> Error {
    Error::Internal("an example that is none".to_owned())
}
