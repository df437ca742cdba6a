use super::{
    CAPACITY_MAX, Code, EditInstallation, EditKnownIssue, Host, Need, Product,
    validate_product::{self, range, version},
};
use crate::{
    civil::Date,
    deliveries::NAME_MAX,
    requests::{REASON_MAX, REFERENCE_MAX},
    serials::SERIAL_MAX,
    validate::{Fault, Faults},
};

/// Checks an edited installation, a new one, or a line of a CSV, against its product (none: there is no such product). That the customer is
/// the caller's is the server's to know. A contract that has ended is no fault: it is why somebody renews.
///
/// # Errors
/// The faults by field.
pub fn validate_installation(edit: &EditInstallation, product: Option<&Product>) -> Result<EditInstallation, Faults> {
    let mut faults = Faults::new();
    if edit.customer_id.is_empty() {
        faults.add("customer_id", Fault::Required);
    }
    if product.is_none() {
        faults.add("product_id", if edit.product_id.is_empty() { Fault::Required } else { Fault::Unknown });
    }
    if product.is_some_and(|p| !p.editions.iter().any(|e| e.id == edit.edition_id)) {
        faults.add("edition_id", if edit.edition_id.is_empty() { Fault::Required } else { Fault::Unknown });
    }
    let runs = version("runs", &edit.runs, &mut faults).map_or_else(String::new, |v| v.to_string());
    let clean = EditInstallation {
        customer_id: edit.customer_id.clone(),
        product_id: edit.product_id.clone(),
        edition_id: edit.edition_id.clone(),
        runs,
        host: host("host", &edit.host, &mut faults),
        capacity: capacity("capacity", edit.capacity, product, &mut faults),
        contract_until: edit.contract_until,
        reference: optional_line("reference", &edit.reference, REFERENCE_MAX, &mut faults),
    };
    faults.or(clean)
}

/// Checks an edited known issue, or a new one. What is known was not found out in the future.
///
/// # Errors
/// The faults by field.
pub fn validate_known_issue(edit: &EditKnownIssue, today: Date) -> Result<EditKnownIssue, Faults> {
    let mut faults = Faults::new();
    let of_batch = edit.item_id.is_some();
    let mut batch = String::new();
    let affected = if of_batch {
        batch = faults.line("batch", &edit.batch, SERIAL_MAX);
        // Devices have no versions.
        for (field, said) in [("product_id", &edit.product_id), ("affected", &edit.affected), ("fixed_in", &edit.fixed_in)] {
            if !said.trim().is_empty() {
                faults.add(field, Fault::MustBeEmpty);
            }
        }
        None
    } else {
        if edit.product_id.is_empty() {
            faults.add("product_id", Fault::Required);
        }
        if !edit.batch.trim().is_empty() {
            faults.add("batch", Fault::MustBeEmpty);
        }
        range("affected", &edit.affected, &mut faults)
    };
    let mut fixed_in = String::new();
    if !of_batch
        && !edit.fixed_in.trim().is_empty()
        && let Some(fixed) = version("fixed_in", &edit.fixed_in, &mut faults)
    {
        if affected.is_some_and(|a| !a.begins_before(&fixed)) {
            // Mended before it begins: it touches nothing.
            faults.add("fixed_in", Fault::EmptyRange);
        }
        fixed_in = fixed.to_string();
    }
    match edit.known_since {
        None => faults.add("known_since", Fault::Required),
        Some(day) if day > today => faults.add("known_since", Fault::TooFar(0)),
        Some(_) => {}
    }
    let clean = EditKnownIssue {
        product_id: edit.product_id.clone(),
        title: faults.both_lines("title", &edit.title, NAME_MAX),
        affected: edit.affected.trim().to_owned(),
        known_since: edit.known_since,
        workaround: faults.both_texts("workaround", &edit.workaround, REASON_MAX),
        fixed_in,
        item_id: edit.item_id.clone(),
        batch,
    };
    faults.or(clean)
}

/// What a key should fit, from a form; each may be missing.
///
/// # Errors
/// The faults by field: `product`, `edition`, `version`, `host`.
pub fn validate_need(product: &str, edition: &str, version: &str, host: &str) -> Result<Need, Faults> {
    let mut faults = Faults::new();
    let mut code = |at: &str, text: &str| {
        let given = !text.trim().is_empty();
        given.then(|| validate_product::code(at, text, &mut faults)).and_then(|code| Code::parse(&code).ok())
    };
    let (product, edition) = (code("product", product), code("edition", edition));
    let given = !version.trim().is_empty();
    let version = given.then(|| validate_product::version("version", version, &mut faults)).flatten();
    let host = Host::parse(&self::host("host", host, &mut faults)).ok();
    faults.or(Need { product, edition, version, host, capacity: None })
}

/// A host from a form; it may be missing.
pub(super) fn host(at: &str, text: &str, faults: &mut Faults) -> String {
    let text = text.trim();
    if !text.is_empty() && Host::parse(text).is_err() {
        let long = text.chars().count() > Host::LONGEST;
        faults.add(at, if long { Fault::TooLong(Host::LONGEST) } else { Fault::ControlCharacters });
    }
    text.to_owned()
}

/// What the key counts, from a form: needed where the product counts something, and only there.
pub(super) fn capacity(at: &str, capacity: Option<i64>, product: Option<&Product>, faults: &mut Faults) -> Option<i64> {
    match (capacity, product.map(Product::counts)) {
        (None, Some(true)) => faults.add(at, Fault::Required),
        (Some(_), Some(false)) => faults.add(at, Fault::NotOffered),
        (Some(n), _) => {
            faults.within(at, n, 1, CAPACITY_MAX);
        }
        (None, _) => {}
    }
    capacity
}

/// One line, or nothing.
pub(super) fn optional_line(at: &str, text: &str, max: usize, faults: &mut Faults) -> String {
    if text.trim().is_empty() { String::new() } else { faults.line(at, text, max) }
}
