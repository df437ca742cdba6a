//! What is there already, and whom a file may name.

use std::collections::HashMap;

use eyelevel_contract::demo_kits::{Bilingual, EditItem, EditVariant, Item, Variant};
use eyelevel_contract::ids::Id;
use eyelevel_contract::people::rules::Actor;
use eyelevel_contract::validate::Fault;

use crate::db::AsConn;
use crate::demo_kits::catalogue::store;
use crate::error::Result;
use crate::people;

/// Everything that a file may name.
pub(super) struct Known {
    pub(super) items: Vec<Item>,
    by_id: HashMap<Id, usize>,
    /// By German and by English name, in small letters.
    by_name: [HashMap<String, Vec<usize>>; 2],
    /// The vendor's people: id, name, mail address.
    people: Vec<(Id, String, String)>,
}

impl Known {
    pub(super) async fn load(on: &mut impl AsConn, actor: &Actor) -> Result<Self> {
        let items = store::all(on, actor).await?;
        let mut known =
            Self { by_id: HashMap::new(), by_name: [HashMap::new(), HashMap::new()], people: people::store::vendors(on).await?, items };
        for (place, item) in known.items.iter().enumerate() {
            known.by_id.insert(item.id.clone(), place);
            for (names, name) in known.by_name.iter_mut().zip([&item.name.de, &item.name.en]) {
                names.entry(name.to_lowercase()).or_default().push(place);
            }
        }
        Ok(known)
    }

    /// The item of an id.
    pub(super) fn of_id(&self, id: &str) -> std::result::Result<usize, Fault> {
        self.by_id.get(id).copied().ok_or(Fault::Unknown)
    }

    /// The item of a name, if there is one: by the German name, or, where none is said, by the English one.
    pub(super) fn named(&self, de: &str, en: &str) -> std::result::Result<Option<usize>, Fault> {
        let (names, name) = if de.is_empty() { (&self.by_name[1], en) } else { (&self.by_name[0], de) };
        match names.get(&name.to_lowercase()).map(Vec::as_slice) {
            None | Some([]) => Ok(None),
            Some([one]) => Ok(Some(*one)),
            Some(_) => Err(Fault::Twice),
        }
    }

    /// Who answers for an item, by name or mail address. Whoever does so already is meant before others of that name.
    pub(super) fn owner(&self, text: &str, before: Option<&Id>) -> std::result::Result<Id, Fault> {
        let is = |(_, name, email): &&(Id, String, String)| name.to_lowercase() == text.to_lowercase() || email.eq_ignore_ascii_case(text);
        let mut found = self.people.iter().filter(is).map(|(id, ..)| id);
        if let Some(id) = found.clone().find(|id| Some(*id) == before) {
            return Ok(id.clone());
        }
        match (found.next(), found.next()) {
            (None, _) => Err(Fault::Unknown),
            (Some(id), None) => Ok(id.clone()),
            (Some(_), Some(_)) => Err(Fault::Twice),
        }
    }
}

/// An item as a form holds it.
pub(super) fn edit_of(item: &Item) -> EditItem {
    // A file has one kind of line ends.
    let text = |text: &Bilingual| Bilingual { de: text.de.replace("\r\n", "\n"), en: text.en.replace("\r\n", "\n") };
    EditItem {
        name: item.name.clone(),
        description: text(&item.description),
        contents: item.contents.clone(),
        adaptable: text(&item.adaptable),
        loan: item.loan,
        price: item.price,
        owner_id: item.owner.as_ref().map(|owner| owner.id.clone()),
        variants: item.variants.iter().map(variant_of).collect(),
        warranty_months: item.warranty_months,
        dead_on_arrival_days: item.dead_on_arrival_days,
        checklist: item.checklist.clone(),
    }
}

fn variant_of(variant: &Variant) -> EditVariant {
    EditVariant { id: Some(variant.id.clone()), name: variant.name.clone(), on_hand: variant.on_hand.unwrap_or(variant.free) }
}
