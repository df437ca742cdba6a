//! The application: its state, and the one place that names all features.

mod batches;
mod credits;
mod facts;
mod loans;
mod spares;

use std::sync::Arc;

use axum::Router;
use eyelevel_contract::demo_kits::loans::LoanFilter;
use eyelevel_contract::licences::RunsOut;
use eyelevel_contract::requests::{Figure, Kind, Sort};
use eyelevel_contract::scorecard::By;
use eyelevel_contract::webhooks::SendingState;
use utoipa::OpenApi as _;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa_axum::router::OpenApiRouter;

use crate::clock::Clock;
use crate::config::{Config, Generator};
use crate::db::{AsConn, Db};
use crate::deliveries::{Faulty, Goods, Intake};
use crate::error::Result;
use crate::events::{Events, Follower};
use crate::licences::Batches;
use crate::mail::Mailable;
use crate::requests::RequestKind;
use crate::returns::{Credits, Issues, Loans, Spares};
use crate::serve::{self, portal::Portal};
use crate::{
    audit, board, calendars, deliveries, demo, demo_kits, enquiries, exports, guide, licences, live, mail, mail_health, mail_texts,
    notices, people, requests, returns, scorecard, search, statements, webhooks,
};

/// What every handler gets. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub config: Arc<Config>,
    pub portal: Arc<Portal>,
    /// Messages of tracking services that wait to be written.
    pub intake: Intake,
    /// The calendar as it was read last.
    pub hours: calendars::Cache,
    /// What has changed, told to who looks.
    pub events: Events,
    /// Who is asked where the addresses of webhooks lead.
    pub names: webhooks::Names,
    /// How often programs have asked.
    pub limits: people::tokens::Limits,
}

impl App {
    /// Who answers for a kind of request.
    #[must_use]
    pub fn kind(&self, kind: Kind) -> &'static dyn RequestKind {
        match kind {
            Kind::DemoKit => &demo_kits::Hooks,
            Kind::Enquiry => &enquiries::Hooks,
            Kind::Licence => &licences::Hooks,
            Kind::StatementQuery => &statements::Hooks,
            Kind::Return => &returns::Hooks,
        }
    }

    /// Who knows what is delivered for a kind of request.
    #[must_use]
    pub fn goods(&self, kind: Kind) -> &'static dyn Goods {
        match kind {
            Kind::DemoKit => &demo_kits::Hooks,
            Kind::Enquiry => &enquiries::Hooks,
            Kind::Licence => &licences::Hooks,
            Kind::StatementQuery => &statements::Hooks,
            Kind::Return => &returns::Hooks,
        }
    }

    /// Who keeps the pieces that replace others.
    #[must_use]
    pub fn spares(&self) -> &'static dyn Spares {
        &spares::Stock
    }

    /// Who keeps the books in which a return is credited.
    #[must_use]
    pub fn credits(&self) -> &'static dyn Credits {
        &credits::Books
    }

    /// Who keeps what is on loan.
    #[must_use]
    pub fn loans(&self) -> &'static dyn Loans {
        &loans::Kits
    }

    /// Who knows what is wrong with a batch of devices.
    #[must_use]
    pub fn issues(&self) -> &'static dyn Issues {
        &batches::Known
    }

    /// Who knows which devices are of a batch.
    #[must_use]
    pub fn batches(&self) -> &'static dyn Batches {
        &batches::Devices
    }

    /// Who begins a return when a recipient says that something is dead.
    #[must_use]
    pub fn faulty(&self) -> &'static dyn Faulty {
        &returns::FromRecipient
    }

    /// Who hears of all that happens to requests.
    #[must_use]
    pub fn follower(&self) -> &'static dyn Follower {
        &webhooks::Listeners
    }

    /// Who knows what mails are about.
    #[must_use]
    pub fn mailable(&self) -> &'static dyn Mailable {
        &facts::Facts
    }

    /// The program that makes keys for products with an external generator. A demo has one of its own, with a switch that breaks it.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn key_generator(&self) -> Result<Option<Generator>> {
        match &self.config.key_generator {
            Some(generator) => Ok(Some(generator.clone())),
            None => demo::generator::generator(self).await,
        }
    }

    /// Whether this database is a demo.
    ///
    /// # Errors
    /// Whatever the database says.
    pub async fn is_demo(&self, on: &mut impl AsConn) -> Result<bool> {
        people::store::is_demo(on).await
    }
}

#[derive(utoipa::OpenApi)]
#[openapi(
    modifiers(&SignedIn),
    security(("session" = []), ("bearer" = [])),
    components(schemas(Sort, RunsOut, LoanFilter, Figure, By, SendingState)),
    info(
        title = "Eyelevel",
        description = "The partner portal's REST API. Errors are RFC 9457 problem documents, with messages by field, in the language of \
                   `Accept-Language`. A session is a cookie (`POST /api/v1/session`); programs come with an API token instead \
                   (`Authorization: Bearer eyt_…`, docs/api.md), whose answers have `RateLimit`. Every POST that creates or decides takes an \
                   `Idempotency-Key`: a repetition gets the first answer (of a licence request, what is true by then). Edits need `If-Match` with the version that `ETag` gave. \
                   What the caller may not see answers like what does not exist."
    )
)]
struct Api;

/// The two ways to be somebody.
struct SignedIn;

impl utoipa::Modify for SignedIn {
    fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
        let token = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("eyt_…").description(Some("An API token")).build();
        let cookie = ApiKey::Cookie(ApiKeyValue::new("eyelevel"));
        let components = api.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(cookie));
        components.add_security_scheme("bearer", SecurityScheme::Http(token));
    }
}

/// All operations with their OpenAPI description. A feature's `router()` is its table of contents.
pub fn api() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(Api::openapi())
        .merge(people::router())
        .merge(calendars::router())
        .merge(requests::router())
        .merge(deliveries::router())
        .merge(demo_kits::router())
        .merge(enquiries::router())
        .merge(licences::router())
        .merge(statements::router())
        .merge(returns::router())
        .merge(mail::bounces::router())
        .merge(board::router())
        .merge(scorecard::router())
        .merge(search::router())
        .merge(live::router())
        .merge(audit::router())
        .merge(exports::router())
        .merge(guide::router())
        .merge(mail_health::router())
        .merge(mail_texts::router())
        .merge(notices::router())
        .merge(webhooks::router())
}

/// The pages outside the portal.
fn pages() -> Router<App> {
    people::pages::router()
        .merge(deliveries::pages())
        .merge(licences::pages())
        .merge(returns::pages())
        .merge(notices::pages())
        .merge(demo::pages())
        .route("/dev/mail", axum::routing::get(mail::demo::page))
}

/// The whole service.
pub fn service(app: App) -> Router {
    let (api, openapi) = api().split_for_parts();
    serve::service(app, api, &openapi, pages())
}
