//! Which installations are meant, and whether they can be renewed.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use eyelevel_contract::civil::Date;
use eyelevel_contract::ids::Id;
use eyelevel_contract::licences::{Installation, Product, RENEWALS_MAX, RenewalLine, RenewalObstacle, RenewalPreview, renewable};
use eyelevel_contract::people::rules::{ASKERS, Actor};
use eyelevel_contract::validate::Fault;

use crate::db::AsConn;
use crate::error::{Error, Result};
use crate::licences::installations::import::{Column, Sheet};
use crate::licences::{installations, products};

/// What a partner has installed, and of what.
pub(super) struct Known {
    installed: Vec<Installation>,
    products: BTreeMap<Id, Product>,
    today: Date,
}

/// What a file may say of an installation; what few have, first.
const MEANINGFUL: [Column; 4] = [Column::Host, Column::Reference, Column::Customer, Column::Product];

/// Which installations have a name, by its column and in small letters: their places, in ascending order.
type Names = HashMap<(Column, String), Vec<usize>>;

impl Known {
    /// Everything at the customers of the actor's company.
    pub(super) async fn load(on: &mut impl AsConn, actor: &Actor, today: Date) -> Result<Self> {
        if !actor.is_partner() || !actor.is_any(ASKERS) {
            return Err(Error::NeedsRole(ASKERS));
        }
        let partners = [actor.organisation_id.clone()];
        let installed = installations::store::of_partners(on, &partners).await?;
        let products = products::store::all(on).await?.into_iter().map(|p| (p.id.clone(), p)).collect();
        Ok(Self { installed, products, today })
    }

    /// What would come of these.
    pub(super) fn chosen(&self, ids: &[Id]) -> Result<RenewalPreview> {
        limit(ids.len())?;
        let by_id: BTreeMap<&Id, &Installation> = self.installed.iter().map(|i| (&i.id, i)).collect();
        let found = ids.iter().map(|id| (None, id.clone(), by_id.get(id).copied().ok_or(RenewalObstacle::Unknown)));
        Ok(self.preview(found, Vec::new()))
    }

    /// What would come of the lines of a file.
    pub(super) fn listed(&self, sheet: &Sheet) -> Result<RenewalPreview> {
        limit(sheet.lines.len())?;
        if !MEANINGFUL.iter().any(|column| sheet.columns.place(*column).is_some()) {
            return Err(Error::field("host", Fault::Required));
        }
        let names = self.names();
        let found = sheet.lines.iter().map(|line| {
            let field = |column| line.get(&sheet.columns, column).filter(|text| !text.is_empty());
            let value: Vec<&str> =
                [Column::Customer, Column::Product, Column::Host, Column::Reference].into_iter().filter_map(field).collect();
            (Some(line.number), value.join(", "), self.meant(&names, &field))
        });
        Ok(self.preview(found, sheet.columns.ignored()))
    }

    /// The one installation that everything in a line fits.
    fn meant<'a>(&self, names: &Names, field: &impl Fn(Column) -> Option<&'a str>) -> Result<&Installation, RenewalObstacle> {
        let said = MEANINGFUL.iter().filter_map(|column| Some(names.get(&(*column, field(*column)?.to_lowercase()))));
        let mut said = said.map(|places| places.map_or(&[][..], Vec::as_slice));
        // Of all that it may be by one word, what it is by all others too.
        let first = said.next().ok_or(RenewalObstacle::Unknown)?;
        let mut found = said.fold(first.to_vec(), |found, places| found.into_iter().filter(|i| places.binary_search(i).is_ok()).collect());
        match (found.pop(), found.is_empty()) {
            (None, _) => Err(RenewalObstacle::Unknown),
            (Some(one), true) => self.installed.get(one).ok_or(RenewalObstacle::Unknown),
            (Some(_), false) => Err(RenewalObstacle::Ambiguous),
        }
    }

    /// All words by which a file may name installations, in small letters.
    fn names(&self) -> Names {
        let mut names = Names::new();
        for (place, i) in self.installed.iter().enumerate() {
            let mut add = |column: Column, name: &str| {
                let places = names.entry((column, name.to_lowercase())).or_default();
                if places.last() != Some(&place) {
                    places.push(place);
                }
            };
            add(Column::Customer, &i.customer.name);
            add(Column::Product, &i.product.name);
            add(Column::Product, i.product.code.as_str());
            if let Some(host) = &i.host {
                add(Column::Host, host.as_str());
            }
            if let Some(reference) = &i.reference {
                add(Column::Reference, reference);
            }
        }
        names
    }

    fn preview<'a>(
        &self,
        found: impl Iterator<Item = (Option<i64>, String, Result<&'a Installation, RenewalObstacle>)>,
        ignored: Vec<String>,
    ) -> RenewalPreview {
        let mut seen = BTreeSet::new();
        let lines: Vec<RenewalLine> = found
            .map(|(line, value, found)| {
                let until = found.and_then(|i| self.until(i)).and_then(|until| {
                    let first = found.is_ok_and(|i| seen.insert(i.id.clone()));
                    if first { Ok(until) } else { Err(RenewalObstacle::Twice) }
                });
                RenewalLine { line, value, installation: found.ok().cloned(), until: until.ok(), obstacle: until.err() }
            })
            .collect();
        let good = lines.iter().filter(|line| line.obstacle.is_none()).count();
        RenewalPreview { good: i64::try_from(good).unwrap_or(i64::MAX), lines, ignored }
    }

    fn until(&self, installation: &Installation) -> Result<i64, RenewalObstacle> {
        let product = self.products.get(&installation.product.id).ok_or(RenewalObstacle::Unknown)?;
        renewable(installation, product, self.today)
    }
}

fn limit(lines: usize) -> Result<()> {
    match lines {
        0 => Err(Error::field("installation_ids", Fault::Required)),
        n if n > RENEWALS_MAX => Err(Error::field("installation_ids", Fault::TooMany(RENEWALS_MAX))),
        _ => Ok(()),
    }
}
