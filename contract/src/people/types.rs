use crate::{email::Email, ids::Id, lang::Lang};

words! {
    /// What an organisation is to this installation.
    OrganisationKind {
        /// Whose portal this is; there is one.
        Vendor = "vendor",
        /// Sells the vendor's things.
        Partner = "partner",
        /// A partner's customer; belongs to that partner.
        Customer = "customer",
        /// Ships for the vendor.
        Distributor = "distributor",
    }
}

words! {
    /// What a person may do. A person may hold several.
    Role {
        /// Partner: colleagues, customers, everything of the company.
        Owner = "owner",
        /// Partner: kits, keys and returns.
        Technician = "technician",
        /// Partner: kits, keys and returns, with prices.
        Sales = "sales",
        /// Partner: statements.
        Accounts = "accounts",
        /// Vendor: decides requests.
        Approver = "approver",
        /// Vendor: ships and answers.
        Support = "support",
        /// Vendor: statements.
        Ledger = "ledger",
        /// Vendor: leads a team.
        Lead = "lead",
        /// Vendor: sees all, decides what is escalated.
        Manager = "manager",
        /// Vendor: partners, people, catalogue, settings.
        Admin = "admin",
        /// Vendor: reads everything, changes nothing.
        Auditor = "auditor",
        /// Distributor: ships.
        Agent = "agent",
    }
}

wire! {
    /// An organisation.
    pub struct Organisation {
        pub id: Id,
        pub kind: OrganisationKind,
        pub name: String,
        /// The partner that a customer belongs to.
        pub partner_id: Option<Id>,
        /// A partner's tier, for which there may be policies of its own.
        pub tier: Option<String>,
        /// Which edit this is; sent back in `If-Match`.
        pub version: i64,
    }

    /// A new customer of the caller's partner, or (admins only) a new organisation of any kind.
    pub struct NewOrganisation {
        pub name: String,
        /// Partners may only create customers.
        pub kind: OrganisationKind,
    }

    /// An organisation by name.
    pub struct OrganisationRef {
        pub id: Id,
        pub name: String,
    }

    /// A person by name, as others may see them.
    pub struct PersonRef {
        pub id: Id,
        pub name: String,
    }

    /// A person.
    pub struct Person {
        pub id: Id,
        pub name: String,
        pub email: Email,
        pub organisation: OrganisationRef,
        pub roles: Vec<Role>,
        pub lang: Lang,
        /// Whether they have set a password (an invitation is still open otherwise).
        pub active: bool,
        pub version: i64,
    }

    /// Invites somebody: they get a mail with a link to set a password.
    pub struct NewPerson {
        pub name: String,
        pub email: String,
        pub organisation_id: Id,
        pub roles: Vec<Role>,
        pub lang: Lang,
    }

    /// A change of a person by whoever manages them.
    pub struct EditPerson {
        pub name: String,
        pub roles: Vec<Role>,
        pub lang: Lang,
    }

    /// A change of an organisation.
    pub struct EditOrganisation {
        pub name: String,
        /// A partner's tier; empty: none; left out: as it is.
        #[serde(default)]
        pub tier: Option<String>,
    }

    /// Mail address and password.
    pub struct SignIn {
        pub email: String,
        pub password: String,
    }

    /// What the caller may change about themself.
    pub struct EditMe {
        pub lang: Lang,
    }

    /// Who is signed in.
    pub struct Me {
        pub id: Id,
        pub name: String,
        pub email: Email,
        pub organisation: OrganisationRef,
        pub kind: OrganisationKind,
        pub roles: Vec<Role>,
        pub lang: Lang,
        pub installation: Installation,
    }

    /// What every page needs to know about this installation.
    pub struct Installation {
        /// The vendor's name.
        pub vendor: String,
        /// IANA zone in which dates and times are shown, the vendor's.
        pub zone: String,
        /// The vendor's phone number for people whom the portal could not help.
        pub phone: String,
        /// Whether this database is a demo.
        pub demo: bool,
        /// The server's clock, so that countdowns do not depend on the browser's.
        pub now: i64,
    }
}
