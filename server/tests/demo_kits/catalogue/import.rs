use eyelevel_contract::demo_kits::{Item, paths};
use eyelevel_contract::exports::{Export, path};
use eyelevel_contract::imports::Import;
use eyelevel_contract::money::{Currency, Money};
use eyelevel_contract::page::Page;

use super::add::item;
use crate::support::{Client, World};

async fn looked_at(client: &Client, file: &str) -> Import {
    client.raw("POST", paths::CATALOGUE_IMPORT, "text/csv", file.to_owned()).await.ok()
}

async fn written(client: &Client, file: &str) -> Import {
    let client = client.saying("idempotency-key", format!("import-{}", file.len()));
    client.raw("POST", &format!("{}?confirm=true", paths::CATALOGUE_IMPORT), "text/csv", file.to_owned()).await.ok()
}

/// Line and column of each fault.
fn faults(import: &Import) -> Vec<(i64, &str)> {
    import.bad.iter().flat_map(|line| line.faults.iter().map(|fault| (line.line, fault.field.as_str()))).collect()
}

async fn exported(client: &Client) -> String {
    assert_eq!(path(Export::Catalogue), paths::CATALOGUE_EXPORT);
    client.get(paths::CATALOGUE_EXPORT).await.is(200).text()
}

async fn named(client: &Client, name: &str) -> Vec<Item> {
    let all: Page<Item> = client.get(format!("{}?limit=1000", paths::CATALOGUE)).await.ok();
    all.items.into_iter().filter(|item| item.name.de == name || item.name.en == name).collect()
}

const HEAD: &str = "Name deutsch;Name englisch;Beschreibung deutsch;Beschreibung englisch;Inhalt deutsch;Inhalt englisch;Variante deutsch;\
                    Variante englisch;Bestand;Leihe;Preis;Währung;Verantwortlich;Gewährleistung Monate;DOA Tage";

#[tokio::test]
async fn what_the_export_writes_can_be_imported_again_and_changes_nothing() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let mut odd = item("=Odd; \"item\"");
    odd.description.de = "Zwei\n\nAbsätze; mit \"Zeichen\"".to_owned();
    odd.contents.push(odd.contents[0].clone());
    odd.contents[0].de = "-1 Netzteil".to_owned();
    // The first step has no English.
    odd.checklist.insert(0, eyelevel_contract::demo_kits::Bilingual { de: "Netz da?".to_owned(), en: String::new() });
    admin.post(paths::CATALOGUE, odd).await.is(201);
    let file = exported(&admin).await;
    let variants = world.count("catalogue_variants").await;
    let (edited, rows) = (world.count("audit WHERE action LIKE 'catalogue.%'").await, "catalogue_items WHERE version > 1");
    let versions = world.count(rows).await;
    let seen = looked_at(&admin, &file).await;
    assert_eq!(faults(&seen), []);
    assert_eq!((seen.lines, seen.added, seen.changed, seen.same), (variants, 0, 0, variants));
    assert!(seen.ignored.is_empty(), "{:?}", seen.ignored);
    assert!(written(&admin, &file).await.done);
    assert_eq!(exported(&admin).await, file);
    assert_eq!(world.count("audit WHERE action LIKE 'catalogue.%'").await, edited);
    assert_eq!(world.count(rows).await, versions);
}

#[tokio::test]
async fn items_come_from_a_file_with_their_variants_and_change_by_the_next_one() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let owner = world.person("approver").await;
    let file = format!(
        "{HEAD};Farbe\r\n\
         Türgriff;Door handle;Ein Griff.;A handle.;\"Griff\nSchrauben\";\"Handle\nScrews\";Messing;Brass;4;ja;\"1.284,50\";chf;{};36;;rot\r\n\
         türgriff;;;;;;Stahl;Steel;0;;;;;;\r\n\
         Fußmatte;Doormat;Eine Matte.;A mat.;;;Standard;Standard;;nein;;;;;;\r\n",
        "approver@EYELEVEL.example"
    );
    let seen = looked_at(&admin, &file).await;
    assert_eq!(faults(&seen), [(2, ""), (5, "name_de")], "what is said of an item as a whole is said alike");
    let file = file.replace("\r\ntürgriff;", "\r\nTürgriff;");
    let seen = looked_at(&admin, &file).await;
    assert_eq!(faults(&seen), []);
    assert_eq!((seen.lines, seen.added, seen.changed, seen.same, seen.done), (3, 3, 0, 0, false));
    assert_eq!(seen.ignored, ["Farbe"]);
    assert!(named(&admin, "Türgriff").await.is_empty(), "nothing is written yet");
    assert_eq!(written(&admin, &file).await.added, 3);
    let handle = named(&admin, "Türgriff").await.remove(0);
    assert_eq!(handle.contents.iter().map(|c| c.en.as_str()).collect::<Vec<_>>(), ["Handle", "Screws"]);
    assert_eq!(
        handle.variants.iter().map(|v| (v.name.en.as_str(), v.on_hand)).collect::<Vec<_>>(),
        [("Brass", Some(4)), ("Steel", Some(0))]
    );
    assert_eq!((handle.price, handle.warranty_months, handle.loan), (Some(Money::new(128_450, Currency::Chf)), 36, true));
    assert_eq!(handle.owner.map(|owner| owner.id), Some(owner));
    let mat = named(&admin, "Fußmatte").await.remove(0);
    assert_eq!((mat.loan, mat.price, mat.contents.len()), (false, None, 0));

    // Few columns: everything else stays, variants that are not named, too; an id lets a name change.
    let next = format!(
        "id,name_de,variant_de,variant_en,on_hand\n{},Türgriff neu,Stahl,Steel,7\n,Türgriff neu,Kupfer,Copper,2\n,Fußmatte,,,5\n",
        handle.id
    );
    let seen = looked_at(&admin, &next).await;
    assert_eq!(faults(&seen), [(3, "name_en"), (3, "description_de"), (3, "description_en")], "by that name it is not there yet");
    let next = next.replace("\n,Türgriff neu,Kupfer", &format!("\n{},,Kupfer", handle.id));
    let done = written(&admin, &next).await;
    assert_eq!((done.added, done.changed, done.same), (1, 2, 0));
    assert!(named(&admin, "Türgriff").await.is_empty());
    let after = named(&admin, "Türgriff neu").await.remove(0);
    let variants: Vec<_> = after.variants.iter().map(|v| (v.name.en.as_str(), v.on_hand)).collect();
    assert_eq!(variants, [("Brass", Some(4)), ("Steel", Some(7)), ("Copper", Some(2))]);
    assert_eq!(
        (after.id, after.description, after.contents, after.price),
        (handle.id.clone(), handle.description, handle.contents, handle.price)
    );
    assert_eq!(named(&admin, "Fußmatte").await[0].variants[0].on_hand, Some(5));
    let trail = format!("audit WHERE action = 'catalogue.edited' AND subject_id = '{}'", handle.id);
    assert_eq!(world.count(&trail).await, 1, "what was edited has one row of the trail");
    // A line that names no variant says something of the item as a whole.
    let cheaper = looked_at(&admin, "name_de,variant_de,on_hand,price\nTürgriff neu,,,99.90\nTürgriff neu,,3,\n").await;
    assert_eq!(faults(&cheaper), [(2, ""), (3, "variant_de"), (3, "variant_en")], "of which variant there are three it does not say");
    let cheaper = looked_at(&admin, "name_de,variant_de,on_hand,price\nTürgriff neu,,,99.90\n").await;
    assert_eq!((cheaper.changed, faults(&cheaper)), (1, vec![]));
    let again = looked_at(&admin, &next).await;
    assert_eq!((again.added, again.changed, again.same), (0, 0, 3));
}

#[tokio::test]
async fn what_can_t_be_taken_is_named_by_line_and_column_and_an_item_is_taken_as_a_whole() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    world.approved(2, 0).await;
    let reserved: Vec<Item> = admin.get(format!("{}?limit=1000", paths::CATALOGUE)).await.ok::<Page<Item>>().items;
    let promised = |item: &&Item| item.variants.iter().any(|v| v.on_hand != Some(v.free));
    let busy = reserved.iter().find(promised).unwrap();
    let variant = busy.variants.iter().find(|v| v.on_hand != Some(v.free)).unwrap();
    let line = |name: &str, rest: &str| format!("{name};{name};d;d;;;{rest}\n");
    let file = [
        format!("id;{HEAD}\n"),
        // 2, 3: the second is wrong, so the first is not taken, either.
        format!(";{}", line("A", "Rot;Red;1;ja;;;;;")),
        format!(";{}", line("A", "Blau;Blue;viele;ja;;;;;")),
        // 4 to 9: each something else.
        format!(";{}", line("B", "Rot;Red;1;vielleicht;;;;;")),
        format!(";{}", line("C", "Rot;Red;1;ja;teuer;XYZ;Niemand;;")),
        format!(";{}", line("D", "Rot;Red;-1;ja;;;;1000;")),
        format!("unbekannt;{}", line("E", "Rot;Red;1;ja;;;;;")),
        format!(";{}", line("", "Rot;Red;1;ja;;;;;")),
        format!(";{}", line("F", ";;1;ja;;;;;")),
        // 10: fewer than are promised.
        format!("{};;;;;;;{};;0;;;;;;\n", busy.id, variant.name.de),
        // 11, 12: the same variant twice.
        format!(";{}", line("G", "Rot;Red;1;ja;;;;;")),
        format!(";{}", line("G", "rot;Red;2;ja;;;;;")),
        // 13: good.
        format!(";{}", line("H", "Rot;Red;1;ja;;;;;")),
    ];
    let seen = looked_at(&admin, &file.concat()).await;
    let wanted = [
        (2, ""),
        (3, "on_hand"),
        (4, "loan"),
        (5, "currency"),
        (5, "price"),
        (5, "owner"),
        (6, "on_hand"),
        (6, "warranty_months"),
        (7, "id"),
        (8, "name_de"),
        (9, "variant_de"),
        (9, "variant_en"),
        (10, "on_hand"),
        (11, ""),
        (12, "variant_de"),
    ];
    let mut found = faults(&seen);
    found.sort_unstable();
    let mut wanted = wanted.to_vec();
    wanted.sort_unstable();
    assert_eq!(found, wanted);
    assert!(seen.bad.iter().all(|line| line.faults.iter().all(|fault| !fault.reason.is_empty())));
    assert_eq!(seen.added, 1);
    let before = world.count("catalogue_items").await;
    let url = format!("{}?confirm=true", paths::CATALOGUE_IMPORT);
    admin.raw("POST", &url, "text/csv", file.concat()).await.fault("lines.3.on_hand");
    assert_eq!(world.count("catalogue_items").await, before);
    let done: Import = admin.raw("POST", &format!("{url}&good_only=true"), "text/csv", file.concat()).await.ok();
    assert_eq!((done.added, world.count("catalogue_items").await), (1, before + 1), "H alone, and no half of A");
    let headless = looked_at(&admin, "price,price_minor\n1,100\n").await;
    assert_eq!(faults(&headless), [(1, "name_de"), (1, "price")]);
}

#[tokio::test]
async fn two_files_at_once_make_one_item() {
    let world = World::new().await;
    let admin = world.as_("admin").await;
    let file = |on_hand: i64| format!("{HEAD}\nLampe;Lamp;d;d;;;Rot;Red;{on_hand};ja;;;;;\n");
    let (a, b) = (file(1), file(22));
    tokio::join!(written(&admin, &a), written(&admin, &b));
    assert_eq!(named(&admin, "Lampe").await.len(), 1);
}
