//! What each table takes from where. Names of columns are for programs: they stay as they are.

use eyelevel_contract::exports::Export;
use eyelevel_contract::lang::Lang;

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Text, a day or a number, as it is.
    Plain,
    /// Milliseconds, written as RFC 3339.
    Instant,
    /// `true` or `false`.
    Flag,
    /// Sentences in both languages, written in one of them, a line each.
    Lines(Lang),
}

use Shape::{Flag, Instant, Lines, Plain};

/// A table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table {
    /// What stands behind FROM; requests are `q`.
    pub(super) from: &'static str,
    /// What its rows are sorted by.
    pub(super) id: &'static str,
    /// Its rows are those of requests: only of such as the caller may read.
    pub(super) of_requests: bool,
    /// Name, SQL and shape.
    pub(super) columns: &'static [(&'static str, &'static str, Shape)],
}

/// The table that rows of the database make; none: it is put together otherwise.
pub(super) const fn of(export: Export) -> Option<Table> {
    Some(match export {
        Export::Requests => REQUESTS,
        Export::Promises => PROMISES,
        Export::Deliveries => DELIVERIES,
        Export::Returns => RETURNS,
        Export::Serials => SERIALS,
        Export::Catalogue => CATALOGUE,
        Export::Installations => INSTALLATIONS,
        Export::Organisations => ORGANISATIONS,
        Export::People => PEOPLE,
        Export::Invitations => INVITATIONS,
        Export::Absences => ABSENCES,
        Export::Products => PRODUCTS,
        Export::KnownIssues => KNOWN_ISSUES,
        Export::Teams | Export::Policies | Export::ClosedDays => return None,
    })
}

const REQUESTS: Table = Table {
    from: "requests q JOIN organisations o ON o.id = q.partner_id JOIN people r ON r.id = q.requester_id JOIN people w ON w.id = q.owner_id",
    id: "q.id",
    of_requests: true,
    columns: &[
        ("number", "q.number", Plain),
        ("kind", "q.kind", Plain),
        ("subject", "q.subject", Plain),
        ("reference", "q.reference", Plain),
        ("state", "q.state", Plain),
        ("partner", "o.name", Plain),
        ("requester", "r.name", Plain),
        ("owner", "w.name", Plain),
        ("created_at", "q.created_at", Instant),
        ("updated_at", "q.updated_at", Instant),
        ("due_at", "q.due_at", Instant),
        ("return_on", "q.return_on", Plain),
        ("severity", "q.severity", Plain),
    ],
};

const PROMISES: Table = Table {
    from: "promises p JOIN requests q ON q.id = p.request_id",
    id: "p.id",
    of_requests: true,
    columns: &[
        ("request", "q.number", Plain),
        ("promise", "p.kind", Plain),
        ("promised_at", "p.promised_at", Instant),
        ("first_due_at", "p.first_due_at", Instant),
        ("due_at", "p.due_at", Instant),
        ("moved_reason", "p.moved_reason", Plain),
        ("settled_at", "p.settled_at", Instant),
        ("kept", "p.kept", Flag),
    ],
};

const DELIVERIES: Table = Table {
    from: "deliveries d JOIN requests q ON q.id = d.request_id JOIN recipients r ON r.id = d.recipient_id",
    id: "d.id",
    of_requests: true,
    columns: &[
        ("request", "q.number", Plain),
        ("recipient", "r.name", Plain),
        ("organisation", "r.organisation", Plain),
        ("email", "r.email", Plain),
        ("street", "r.street", Plain),
        ("postal_code", "r.postal_code", Plain),
        ("city", "r.city", Plain),
        ("country", "r.country", Plain),
        ("status", "r.status", Plain),
        ("carrier", "d.carrier", Plain),
        ("parcel", "d.number", Plain),
        ("shipped_at", "d.shipped_at", Instant),
        ("first_arrives_on", "d.first_arrives_on", Plain),
        ("arrives_on", "d.arrives_on", Plain),
        ("ended", "d.ended", Flag),
    ],
};

const RETURNS: Table = Table {
    from: "return_items i JOIN requests q ON q.id = i.request_id JOIN returns b ON b.request_id = i.request_id",
    id: "i.id",
    of_requests: true,
    columns: &[
        ("request", "q.number", Plain),
        ("reason", "b.reason", Plain),
        ("serial", "i.serial", Plain),
        ("known_by", "i.knowledge", Plain),
        ("product", "i.product", Plain),
        ("batch", "i.batch", Plain),
        ("fault", "i.fault", Plain),
        ("state", "i.state", Plain),
        ("payer", "i.payer", Plain),
        ("outcome", "i.outcome", Plain),
        ("outcome_reason", "i.reason", Plain),
        ("alternative", "i.alternative", Plain),
        ("finding", "i.finding", Plain),
        ("received_at", "i.received_at", Instant),
        ("done_at", "i.done_at", Instant),
    ],
};

const SERIALS: Table = Table {
    from: "serials s JOIN organisations v ON v.id = s.organisation_id LEFT JOIN organisations o ON o.id = s.partner_id \
           LEFT JOIN catalogue_items c ON c.id = s.item_id",
    id: "s.id",
    of_requests: false,
    columns: &[
        ("serial", "s.serial", Plain),
        ("product", "COALESCE(c.name_en, s.product)", Plain),
        ("batch", "s.batch", Plain),
        ("partner", "o.name", Plain),
        ("said_by", "v.name", Plain),
        ("shipped_on", "s.shipped_on", Plain),
        ("shipped_to", "s.shipped_to", Plain),
        ("warranty_until", "s.warranty_until", Plain),
        ("dead_on_arrival_until", "s.dead_on_arrival_until", Plain),
        ("imported_at", "s.imported_at", Instant),
    ],
};

/// A row a variant: as the file that is imported has them.
const CATALOGUE: Table = Table {
    from: "catalogue_items c JOIN catalogue_variants v ON v.item_id = c.id LEFT JOIN people w ON w.id = c.owner_id",
    id: "c.id || CAST(1000 + v.position AS TEXT) || v.id",
    of_requests: false,
    columns: &[
        ("id", "c.id", Plain),
        ("name_de", "c.name_de", Plain),
        ("name_en", "c.name_en", Plain),
        ("description_de", "c.description_de", Plain),
        ("description_en", "c.description_en", Plain),
        ("contents_de", "c.contents", Lines(Lang::De)),
        ("contents_en", "c.contents", Lines(Lang::En)),
        ("adaptable_de", "c.adaptable_de", Plain),
        ("adaptable_en", "c.adaptable_en", Plain),
        ("checklist_de", "c.checklist", Lines(Lang::De)),
        ("checklist_en", "c.checklist", Lines(Lang::En)),
        ("loan", "c.loan", Flag),
        ("price_minor", "c.price_minor", Plain),
        ("currency", "c.currency", Plain),
        ("warranty_months", "c.warranty_months", Plain),
        ("dead_on_arrival_days", "c.dead_on_arrival_days", Plain),
        ("owner", "w.name", Plain),
        ("variant_id", "v.id", Plain),
        ("variant_de", "v.name_de", Plain),
        ("variant_en", "v.name_en", Plain),
        ("on_hand", "v.on_hand", Plain),
    ],
};

const INSTALLATIONS: Table = Table {
    from: "installations i JOIN organisations o ON o.id = i.partner_id JOIN organisations k ON k.id = i.customer_id \
           JOIN products p ON p.id = i.product_id JOIN editions e ON e.id = i.edition_id",
    id: "i.id",
    of_requests: false,
    columns: &[
        ("partner", "o.name", Plain),
        ("customer", "k.name", Plain),
        ("product", "p.code", Plain),
        ("edition", "e.code", Plain),
        ("runs", "i.runs", Plain),
        ("host", "i.host", Plain),
        ("capacity", "i.capacity", Plain),
        ("contract_until", "i.contract_until", Plain),
        ("key_until", "i.key_until", Instant),
        ("reference", "i.reference", Plain),
    ],
};

const ORGANISATIONS: Table = Table {
    from: "(SELECT * FROM organisations WHERE kind <> 'customer') o",
    id: "o.id",
    of_requests: false,
    columns: &[
        ("organisation", "o.name", Plain),
        ("kind", "o.kind", Plain),
        ("tier", "o.tier", Plain),
        ("created_at", "o.created_at", Instant),
    ],
};

const PEOPLE: Table = Table {
    from: "people p JOIN organisations o ON o.id = p.organisation_id",
    id: "p.id",
    of_requests: false,
    columns: &[
        ("organisation", "o.name", Plain),
        ("kind", "o.kind", Plain),
        ("name", "p.name", Plain),
        ("email", "p.email", Plain),
        ("roles", "(SELECT string_agg(r.role, ' ') FROM person_roles r WHERE r.person_id = p.id)", Plain),
        ("lang", "p.lang", Plain),
        ("accepted", "p.password_hash IS NOT NULL", Flag),
        ("created_at", "p.created_at", Instant),
    ],
};

/// Without the link, of course.
const INVITATIONS: Table = Table {
    from: "(SELECT * FROM links WHERE purpose = 'invitation') l JOIN people p ON p.id = l.subject_id \
           JOIN organisations o ON o.id = p.organisation_id",
    id: "l.id",
    of_requests: false,
    columns: &[
        ("organisation", "o.name", Plain),
        ("name", "p.name", Plain),
        ("email", "p.email", Plain),
        ("expires_at", "l.expires_at", Instant),
        ("ended_at", "l.ended_at", Instant),
        ("accepted", "p.password_hash IS NOT NULL", Flag),
    ],
};

const ABSENCES: Table = Table {
    from: "absences a JOIN people p ON p.id = a.person_id JOIN people d ON d.id = a.deputy_id JOIN people e ON e.id = a.entered_by",
    id: "a.id",
    of_requests: false,
    columns: &[
        ("person", "p.name", Plain),
        ("email", "p.email", Plain),
        ("deputy", "d.name", Plain),
        ("deputy_email", "d.email", Plain),
        ("from", "a.from_on", Plain),
        ("until", "a.until_on", Plain),
        ("entered_by", "e.name", Plain),
        ("entered_at", "a.entered_at", Instant),
        ("ended_at", "a.ended_at", Instant),
    ],
};

/// A row an edition.
const PRODUCTS: Table = Table {
    from: "products p JOIN editions e ON e.product_id = p.id LEFT JOIN people w ON w.id = p.owner_id",
    id: "p.id || CAST(1000 + e.position AS TEXT) || e.id",
    of_requests: false,
    columns: &[
        ("product", "p.code", Plain),
        ("name", "p.name", Plain),
        ("edition", "e.code", Plain),
        ("edition_name", "e.name", Plain),
        ("capacity_unit_de", "p.capacity_unit_de", Plain),
        ("capacity_unit_en", "p.capacity_unit_en", Plain),
        ("owner", "w.name", Plain),
    ],
};

const KNOWN_ISSUES: Table = Table {
    from: "known_issues i LEFT JOIN products p ON p.id = i.product_id LEFT JOIN catalogue_items c ON c.id = i.item_id",
    id: "i.id",
    of_requests: false,
    columns: &[
        ("product", "COALESCE(p.code, c.name_en)", Plain),
        ("affected", "i.affected", Plain),
        ("batch", "i.batch", Plain),
        ("title_de", "i.title_de", Plain),
        ("title_en", "i.title_en", Plain),
        ("known_since", "i.known_since", Plain),
        ("workaround_de", "i.workaround_de", Plain),
        ("workaround_en", "i.workaround_en", Plain),
        ("fixed_in", "i.fixed_in", Plain),
        ("published_at", "i.published_at", Instant),
    ],
};
