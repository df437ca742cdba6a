//! The SQL of what licence requests ask for.

use eyelevel_contract::ids::{Id, Millis};
use eyelevel_contract::licences::rules::{NeedsPerson, may_see_key};
use eyelevel_contract::licences::{Asked, Contact, Draft, Host, Intent, Licence, Product, ProductRef, Version};
use eyelevel_contract::people::OrganisationRef;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::requests::{Kind, Request};

use super::{consents, keys};
use crate::app::App;
use crate::db::{AsConn, q};
use crate::error::{Error, Result};
use crate::extract::Caller;
use crate::licences::products;
use crate::licences::products::store::stored;
use crate::requests::{spine, store::word};
use crate::write::Write;

#[derive(sqlx::FromRow)]
struct Row {
    intent: String,
    licence_id: Id,
    installation_id: Option<Id>,
    customer_id: Option<Id>,
    customer: Option<String>,
    product_id: Id,
    edition_id: Id,
    wanted: String,
    host: Option<String>,
    capacity: Option<i64>,
    expires: Option<Millis>,
    message: String,
    rejected_key: Option<String>,
    program_says: String,
    never_customer: bool,
    contact: String,
    contact_at: String,
    contact_outcome: Option<String>,
    needs_person: Option<String>,
    vendor_fault: bool,
    to_make: bool,
    renewal_id: Option<Id>,
}

/// What a request asks for, whoever looks, with the product as it is now.
pub(in crate::licences) struct AskedFor {
    pub(in crate::licences) asked: Asked,
    pub(in crate::licences) licence_id: Id,
    pub(in crate::licences) product: Product,
    /// It is a line of a renewal.
    pub(in crate::licences) renewal_id: Option<Id>,
}

/// What a request asks for.
pub(in crate::licences) async fn asked(on: &mut impl AsConn, request_id: &str) -> Result<AskedFor> {
    let sql = "SELECT l.intent, l.licence_id, l.installation_id, l.customer_id, c.name AS customer, l.product_id, l.edition_id, l.wanted, \
               l.host, l.capacity, l.expires, l.message, l.rejected_key, l.program_says, l.never_customer, l.contact, l.contact_at, \
               l.contact_outcome, l.needs_person, l.vendor_fault, l.to_make, l.renewal_id \
               FROM licence_requests l LEFT JOIN organisations c ON c.id = l.customer_id WHERE l.request_id = $1";
    let row: Row = q(sql).bind(request_id).maybe(on).await?.ok_or(Error::NotFound)?;
    let product = products::store::product(on, &row.product_id).await?;
    let edition = product.editions.iter().find(|e| e.id == row.edition_id).cloned();
    let asked = Asked {
        intent: word(Intent::from_word, &row.intent)?,
        installation_id: row.installation_id,
        customer: row.customer_id.zip(row.customer).map(|(id, name)| OrganisationRef { id, name }),
        product: ProductRef { id: product.id.clone(), code: product.code.clone(), name: product.name.clone() },
        edition: edition.ok_or_else(|| Error::Internal("a request for an edition that is gone".to_owned()))?,
        wanted: stored(Version::parse(&row.wanted))?,
        host: row.host.map(|host| stored(Host::parse(&host))).transpose()?,
        capacity: row.capacity,
        message: row.message,
        rejected_key: row.rejected_key,
        program_says: row.program_says,
        never_customer: row.never_customer,
        contact: word(Contact::from_word, &row.contact)?,
        contact_at: row.contact_at,
        contact_outcome: row.contact_outcome,
        needs_person: row.needs_person.map(|why| word(NeedsPerson::from_word, &why)).transpose()?,
        vendor_fault: row.vendor_fault,
        expires: row.expires,
        being_made: row.to_make,
    };
    Ok(AskedFor { asked, licence_id: row.licence_id, product, renewal_id: row.renewal_id })
}

/// The first statement of every write on a request for a key, and the request as it is now. One of another kind is none.
pub(super) async fn locked(w: &mut Write, actor: &Actor, id: &str) -> Result<Request> {
    let request = spine::locked(w, actor, id).await?;
    if request.kind == Kind::Licence { Ok(request) } else { Err(Error::NotFound) }
}

/// A licence request, as this person may see it: keys themselves by those alone who may.
pub(in crate::licences) async fn licence(app: &App, on: &mut impl AsConn, caller: &Caller, id: &str) -> Result<Licence> {
    let page = spine::page(app, on, &caller.actor, id).await?;
    let mut asked = asked(on, id).await?.asked;
    let sees_keys = sees_keys(&caller.actor);
    asked.rejected_key = asked.rejected_key.filter(|_| sees_keys);
    Ok(Licence {
        asked,
        recipients: consents::recipients(app, on, &page.request, caller.lang).await?,
        consents: consents::of(on, id).await?,
        keys: keys::issued(on, id, sees_keys).await?,
        stopped: keys::stopped(on, id).await?,
        page,
    })
}

fn sees_keys(actor: &Actor) -> bool {
    may_see_key(actor)
}

/// What is written down of a new request beside its form.
pub(super) struct New<'a> {
    pub(super) request_id: &'a str,
    pub(super) licence_id: &'a str,
    pub(super) customer_id: Option<&'a str>,
    pub(super) product_id: &'a str,
    pub(super) edition_id: &'a str,
    pub(super) host: Option<&'a str>,
    pub(super) capacity: Option<i64>,
    pub(super) expires: Option<Millis>,
    pub(super) needs_person: Option<NeedsPerson>,
    pub(super) renewal_id: Option<&'a str>,
}

/// Writes what a new request asks for.
pub(super) async fn insert(w: &mut Write, draft: &Draft, new: &New<'_>) -> Result<()> {
    let sql = "INSERT INTO licence_requests (request_id, intent, licence_id, installation_id, customer_id, product_id, edition_id, wanted, \
               host, capacity, expires, message, rejected_key, program_says, never_customer, contact, contact_at, needs_person, \
               vendor_fault, renewal_id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    let rejected = (draft.intent == Intent::Rejected).then_some(&draft.rejected_key);
    q(sql)
        .bind(new.request_id)
        .bind(draft.intent.word())
        .bind(new.licence_id)
        .bind(draft.installation_id.as_ref())
        .bind(new.customer_id)
        .bind(new.product_id)
        .bind(new.edition_id)
        .bind(&draft.version)
        .bind(new.host)
        .bind(new.capacity)
        .bind(new.expires)
        .bind(&draft.message)
        .bind(rejected)
        .bind(&draft.program_says)
        .bind(draft.never_customer)
        .bind(draft.contact.word())
        .bind(&draft.contact_at)
        .bind(new.needs_person.map(NeedsPerson::word))
        .bind(new.needs_person == Some(NeedsPerson::VendorFault))
        .bind(new.renewal_id)
        .run(&mut w.tx)
        .await?;
    Ok(())
}

/// Until when the key is valid, once somebody has decided it, or it is about to be made.
pub(in crate::licences) async fn set_expires(w: &mut Write, request_id: &str, expires: Option<Millis>) -> Result<()> {
    q("UPDATE licence_requests SET expires = $1 WHERE request_id = $2").bind(expires).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// What came of the call or the session.
pub(super) async fn set_outcome(w: &mut Write, request_id: &str, outcome: &str) -> Result<()> {
    q("UPDATE licence_requests SET contact_outcome = $1 WHERE request_id = $2").bind(outcome).bind(request_id).run(&mut w.tx).await?;
    Ok(())
}

/// How often this customer of a partner has tried a product.
pub(super) async fn trials(on: &mut impl AsConn, partner_id: &str, customer_id: Option<&str>, product_id: &str) -> Result<i64> {
    let sql = "SELECT CAST(COUNT(*) AS BIGINT) FROM licence_requests l JOIN requests r ON r.id = l.request_id \
               WHERE l.product_id = $1 AND l.intent = 'trial' AND r.partner_id = $2 AND r.state NOT IN ('withdrawn', 'declined') \
               AND COALESCE(l.customer_id, '') = $3";
    let (n,): (i64,) = q(sql).bind(product_id).bind(partner_id).bind(customer_id.unwrap_or_default()).one(on).await?;
    Ok(n)
}
