use std::collections::BTreeMap;

use eyelevel_contract::demo_kits::{Bilingual, DEAD_ON_ARRIVAL_DAYS, EditItem, EditVariant, Item, WARRANTY_MONTHS};
use eyelevel_contract::money::Money;

use super::people::People;
use crate::app::App;
use crate::demo_kits::catalogue;
use crate::error::{Error, Result};
use crate::write::Write;

/// The catalogue by short names.
pub(super) struct Catalogue(BTreeMap<&'static str, Item>);

impl Catalogue {
    pub(super) fn item(&self, name: &str) -> Result<&Item> {
        self.0.get(name).ok_or_else(|| Error::Internal(format!("the demo's catalogue has no {name}")))
    }
}

struct Entry {
    short: &'static str,
    picture: &'static str,
    name: (&'static str, &'static str),
    description: (&'static str, &'static str),
    contents: &'static [(&'static str, &'static str)],
    adaptable: (&'static str, &'static str),
    loan: bool,
    /// Net, in cents.
    price: Option<i64>,
    owner: Option<&'static str>,
    /// What often helps before one comes back.
    checklist: &'static [(&'static str, &'static str)],
    /// Name and pieces in the house.
    variants: &'static [(&'static str, &'static str, i64)],
}

const ENTRIES: [Entry; 6] = [
    Entry {
        short: "display",
        picture: include_str!("pictures/display.svg"),
        name: ("E-Paper-Display", "E-paper display"),
        description: (
            "Ein batteriebetriebenes Display, das jahrelang zeigt, was Sie hineinschreiben. Für Regale, Türen, Patientenzimmer.",
            "A battery-powered display that shows for years what you write into it. For shelves, doors, patients' rooms.",
        ),
        contents: &[("Display", "Display"), ("Batterie", "Battery"), ("Halterung", "Mount"), ("Kurzanleitung", "Quick guide")],
        adaptable: (
            "Eigene Vorlage (PNG, PDF) und eigene Firmware. Die Anpassung dauert zwei Tage.",
            "Your own template (PNG, PDF) and your own firmware. Adapting takes two days.",
        ),
        loan: true,
        price: Some(18_900),
        owner: Some("approver"),
        variants: &[
            ("4,2 Zoll, schwarz/weiß/rot", "4.2 inches, black/white/red", 24),
            ("7,5 Zoll, schwarz/weiß/rot", "7.5 inches, black/white/red", 9),
            ("13,3 Zoll, schwarz/weiß", "13.3 inches, black/white", 2),
        ],
        checklist: &[
            (
                "Leuchtet die LED neben der Batterie kurz auf, wenn Sie sie einlegen?",
                "Does the LED beside the battery flash when you insert it?",
            ),
            ("Bleibt das Display auch mit einer neuen Batterie dunkel?", "Does the display stay dark with a new battery, too?"),
            ("Steht das Gateway im selben Raum?", "Is the gateway in the same room?"),
        ],
    },
    Entry {
        short: "sign",
        picture: include_str!("pictures/sign.svg"),
        name: ("Türschild-Set", "Door sign set"),
        description: (
            "Sechs Türschilder mit E-Paper und ein Funk-Gateway, fertig eingerichtet für einen Flur.",
            "Six e-paper door signs and a radio gateway, set up for one corridor.",
        ),
        contents: &[
            ("6 Türschilder", "6 door signs"),
            ("Funk-Gateway", "Radio gateway"),
            ("Netzteil", "Power supply"),
            ("Montagematerial", "Mounting kit"),
        ],
        adaptable: ("Logo, Schrift und Raumplan.", "Logo, typeface and room plan."),
        loan: true,
        price: Some(94_000),
        owner: Some("approver"),
        variants: &[("Aufputz", "Surface-mounted", 5), ("Glas", "Glass", 3)],
        checklist: &[],
    },
    Entry {
        short: "appliance",
        picture: include_str!("pictures/appliance.svg"),
        name: ("Backup-Appliance Archivar", "Archivar backup appliance"),
        description: (
            "Sicherung und Wiederherstellung für bis zu 40 virtuelle Maschinen, mit Testlizenz für 60 Tage.",
            "Backup and restore for up to 40 virtual machines, with a trial licence for 60 days.",
        ),
        contents: &[
            ("Appliance", "Appliance"),
            ("Netzkabel", "Power cord"),
            ("Rackschienen", "Rack rails"),
            ("Testlizenz", "Trial licence"),
        ],
        adaptable: ("Vorinstallierte Version nach Wahl.", "The version of your choice comes installed."),
        loan: true,
        price: None,
        owner: Some("approver2"),
        variants: &[("8 TB", "8 TB", 4), ("24 TB", "24 TB", 1)],
        checklist: &[],
    },
    Entry {
        short: "gateway",
        picture: include_str!("pictures/gateway.svg"),
        name: ("Business-Router mit LTE-Ausfallschutz", "Business router with LTE fallback"),
        description: (
            "Der Router unserer Geschäftsleitungen, vorbereitet mit Test-SIM für 30 Tage.",
            "The router of our business lines, prepared with a trial SIM for 30 days.",
        ),
        contents: &[("Router", "Router"), ("Test-SIM", "Trial SIM"), ("Netzteil", "Power supply")],
        adaptable: ("", ""),
        loan: true,
        price: Some(39_900),
        owner: None,
        variants: &[("Desktop", "Desktop", 7), ("Rack, 1 HE", "Rack, 1 U", 3)],
        checklist: &[(
            "Startet der Router nach 30 Sekunden ohne Strom wieder?",
            "Does the router start again after 30 seconds without power?",
        )],
    },
    Entry {
        short: "phone",
        picture: include_str!("pictures/phone.svg"),
        name: ("Tischtelefon-Paar", "Desk phone pair"),
        description: (
            "Zwei Telefone an einer Testnebenstelle, um Sprachqualität und Bedienung vorzuführen.",
            "Two phones on a trial extension, to show voice quality and handling.",
        ),
        contents: &[("2 Telefone", "2 phones"), ("2 Netzwerkkabel", "2 network cables")],
        adaptable: ("", ""),
        loan: true,
        price: Some(27_800),
        owner: None,
        variants: &[("Standard", "Standard", 6)],
        checklist: &[],
    },
    Entry {
        short: "sensor",
        picture: include_str!("pictures/sensor.svg"),
        name: ("Raumsensor", "Room sensor"),
        description: (
            "Temperatur, Feuchte und CO₂ auf dem E-Paper-Display. Nur im Verkauf.",
            "Temperature, humidity and CO₂ on the e-paper display. For sale only.",
        ),
        contents: &[("Sensor", "Sensor"), ("Batterie", "Battery")],
        adaptable: ("", ""),
        loan: false,
        price: Some(6_450),
        owner: None,
        variants: &[("Weiß", "White", 60), ("Anthrazit", "Anthracite", 40)],
        checklist: &[],
    },
];

pub(super) async fn add(app: &App, people: &People) -> Result<Catalogue> {
    let admin = people.who("admin")?;
    let mut all = BTreeMap::new();
    for entry in ENTRIES {
        let mut w: Write = admin.write(app).await?;
        let id = catalogue::add(&mut w, &edit(&entry, people)?).await?;
        catalogue::keep_picture(&mut w, admin.id(), &id, "image/svg+xml", entry.picture.as_bytes()).await?;
        let item = catalogue::store::item(&mut w.tx, &admin.actor, &id).await?;
        w.commit().await?;
        all.insert(entry.short, item);
    }
    Ok(Catalogue(all))
}

fn edit(entry: &Entry, people: &People) -> Result<EditItem> {
    let both = |(de, en): (&str, &str)| Bilingual { de: de.to_owned(), en: en.to_owned() };
    Ok(EditItem {
        name: both(entry.name),
        description: both(entry.description),
        contents: entry.contents.iter().map(|c| both(*c)).collect(),
        adaptable: both(entry.adaptable),
        loan: entry.loan,
        price: entry.price.map(Money::eur),
        owner_id: entry.owner.map(|o| people.who(o).map(|c| c.id().clone())).transpose()?,
        variants: entry
            .variants
            .iter()
            .map(|(de, en, on_hand)| EditVariant { id: None, name: both((de, en)), on_hand: *on_hand })
            .collect(),
        warranty_months: WARRANTY_MONTHS,
        dead_on_arrival_days: DEAD_ON_ARRIVAL_DAYS,
        checklist: entry.checklist.iter().map(|c| both(*c)).collect(),
    })
}
