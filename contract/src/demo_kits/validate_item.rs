use super::{EditItem, EditVariant};
use crate::{
    checklist::validate_steps,
    deliveries::NAME_MAX,
    requests::REASON_MAX,
    validate::{Fault, Faults},
};

/// The most pieces of one variant in the house.
pub const STOCK_MAX: i64 = 100_000;
/// The most variants of one item.
pub const VARIANTS_MAX: usize = 50;
/// The most things in one box.
pub const CONTENTS_MAX: usize = 50;
/// The most lines of a file of items.
pub const CATALOGUE_LINES_MAX: usize = 5_000;
/// The highest net price of one piece, in minor units.
pub const PRICE_MAX: i64 = 100_000_000;

/// The longest warranty, in months.
pub const WARRANTY_MAX: i64 = 240;
/// The longest time in which something counts as dead on arrival, in days.
pub const DEAD_ON_ARRIVAL_MAX: i64 = 365;

/// Checks an edited or new catalogue item. What is reserved is the server's to know.
///
/// # Errors
/// The faults by field.
pub fn validate_item(edit: &EditItem) -> Result<EditItem, Faults> {
    let mut faults = Faults::new();
    if edit.contents.len() > CONTENTS_MAX {
        faults.add("contents", Fault::TooMany(CONTENTS_MAX));
    }
    if let Some(price) = edit.price {
        faults.amount("price", price.minor(), PRICE_MAX);
    }
    faults.within("warranty_months", edit.warranty_months, 0, WARRANTY_MAX);
    faults.within("dead_on_arrival_days", edit.dead_on_arrival_days, 0, DEAD_ON_ARRIVAL_MAX);
    let clean = EditItem {
        name: faults.both_lines("name", &edit.name, NAME_MAX),
        description: faults.both_texts("description", &edit.description, REASON_MAX),
        contents: edit
            .contents
            .iter()
            .take(CONTENTS_MAX)
            .enumerate()
            .map(|(i, c)| faults.both_lines(format!("contents.{i}"), c, NAME_MAX))
            .collect(),
        adaptable: faults.optional_both_texts("adaptable", &edit.adaptable, REASON_MAX),
        loan: edit.loan,
        price: edit.price,
        owner_id: edit.owner_id.clone().filter(|o| !o.is_empty()),
        variants: variants(&edit.variants, &mut faults),
        warranty_months: edit.warranty_months,
        dead_on_arrival_days: edit.dead_on_arrival_days,
        checklist: validate_steps("checklist", &edit.checklist, &mut faults),
    };
    faults.or(clean)
}

fn variants(variants: &[EditVariant], faults: &mut Faults) -> Vec<EditVariant> {
    if variants.is_empty() {
        faults.add("variants", Fault::Required);
    }
    if variants.len() > VARIANTS_MAX {
        faults.add("variants", Fault::TooMany(VARIANTS_MAX));
    }
    let mut clean = Vec::new();
    for (i, variant) in variants.iter().take(VARIANTS_MAX).enumerate() {
        let id = variant.id.clone().filter(|id| !id.is_empty());
        if id.is_some() && variants[..i].iter().any(|v| v.id == id) {
            faults.add(format!("variants.{i}.id"), Fault::Twice);
        }
        faults.within(format!("variants.{i}.on_hand"), variant.on_hand, 0, STOCK_MAX);
        clean.push(EditVariant {
            id,
            name: faults.both_lines(format!("variants.{i}.name"), &variant.name, NAME_MAX),
            on_hand: variant.on_hand,
        });
    }
    clean
}
