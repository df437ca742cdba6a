//! Which installations are meant, and whether they can be renewed.

use std::collections::{BTreeMap, BTreeSet};

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
        let meaningful = [Column::Customer, Column::Product, Column::Host, Column::Reference];
        if !meaningful.iter().any(|column| sheet.columns.place(*column).is_some()) {
            return Err(Error::field("host", Fault::Required));
        }
        let found = sheet.lines.iter().map(|line| {
            let field = |column| line.get(&sheet.columns, column).filter(|text| !text.is_empty());
            let value: Vec<&str> = meaningful.iter().filter_map(|column| field(*column)).collect();
            (Some(line.number), value.join(", "), self.meant(&field))
        });
        Ok(self.preview(found, sheet.columns.ignored()))
    }

    /// The one installation that everything in a line fits.
    fn meant<'a>(&self, field: &impl Fn(Column) -> Option<&'a str>) -> Result<&Installation, RenewalObstacle> {
        let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
        let fits = |i: &&Installation| {
            field(Column::Customer).is_none_or(|text| same(text, &i.customer.name))
                && field(Column::Product).is_none_or(|text| same(text, &i.product.name) || same(text, i.product.code.as_str()))
                && field(Column::Host).is_none_or(|text| i.host.as_ref().is_some_and(|host| same(text, host.as_str())))
                && field(Column::Reference).is_none_or(|text| i.reference.as_deref().is_some_and(|r| same(text, r)))
        };
        if field(Column::Customer).or(field(Column::Product)).or(field(Column::Host)).or(field(Column::Reference)).is_none() {
            return Err(RenewalObstacle::Unknown);
        }
        let mut found = self.installed.iter().filter(fits);
        match (found.next(), found.next()) {
            (None, _) => Err(RenewalObstacle::Unknown),
            (Some(one), None) => Ok(one),
            (Some(_), Some(_)) => Err(RenewalObstacle::Ambiguous),
        }
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
