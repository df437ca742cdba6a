use std::time::Duration;

use eyelevel_contract::licences::{IMPORT_BYTES, IMPORT_LINES, Import, Installation, paths};

use crate::support::{Answer, Client, World};

const CONFIRM: &str = "?confirm=true";
const GOOD_ONLY: &str = "?confirm=true&good_only=true";
/// A large file is a second's work on a busy machine; statement by statement it would be minutes.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) async fn send(client: &Client, query: &str, file: impl Into<Vec<u8>>) -> Answer {
    client.raw("POST", format!("{}{query}", paths::IMPORT), "text/csv", file.into()).await
}

/// Line, field and value of all that is bad.
fn bad(import: &Import) -> Vec<(i64, &str, &str)> {
    import.bad.iter().flat_map(|b| b.faults.iter().map(|f| (b.line, f.field.as_str(), f.value.as_str()))).collect()
}

#[tokio::test]
async fn as_people_s_programs_write_it() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let german = "Kunde;Produkt;Edition;Version;Host-ID;Kapazität;Vertrag bis;Ihr Zeichen\r\n\
                  Stadtbücherei Kiel;Archivar;Enterprise;9.1;kiel-1;4;31.12.2027;A-1\r\n\
                  \r\n;;;;;;;\r\n\
                  \"Reederei Thomsen\";archivar;standard;8.3.0;\"th-2\";2;1.2.2028;\"A;2\"\r\n";
    let english = "customer,product,edition,installed version,host,capacity,contract until,reference\n\
                   Stadtbücherei Kiel,Archivar,Enterprise,9.1,kiel-1,4,2027-12-31,A-1\n\
                   Reederei Thomsen,archivar,standard,v8.3,th-2,2,2028-02-01,A;2\n";
    let windows: Vec<u8> = german.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let marked = [b"\xef\xbb\xbf".to_vec(), german.as_bytes().to_vec()].concat();
    let wide: Vec<u8> = [0xfeff].into_iter().chain(english.replace(',', "\t").encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let tabs = english.replace(',', "\t");
    let old = german.replace("\r\n", "\r");
    let files: [Vec<u8>; 7] = [german.into(), english.into(), windows, marked, wide, tabs.into_bytes(), old.into_bytes()];
    for (i, file) in files.into_iter().enumerate() {
        let seen: Import = send(&partner, "", file.clone()).await.ok();
        assert_eq!((seen.lines, seen.added, seen.bad.len(), seen.done), (2, 2 - 2 * i64::from(i > 0), 0, false), "{i}: {seen:?}");
        // Whatever wrote it, it is the same: from the second on nothing changes.
        let done: Import = send(&partner, CONFIRM, file).await.ok();
        assert_eq!((done.added, done.same, done.done), if i == 0 { (2, 0, true) } else { (0, 2, true) }, "{i}: {done:?}");
    }
    let kiel: Installation = world.installed("kiel-1").await;
    assert_eq!((kiel.customer.name.as_str(), kiel.runs.to_string(), kiel.capacity), ("Stadtbücherei Kiel", "9.1.0".to_owned(), Some(4)));
    let thomsen = world.installed("th-2").await;
    assert_eq!((thomsen.contract_until.unwrap().to_string(), thomsen.reference.as_deref()), ("2028-02-01".to_owned(), Some("A;2")));
    assert_eq!(world.count("audit WHERE action = 'installation.imported'").await, 2);
}

#[tokio::test]
async fn every_bad_line_says_where_and_why_and_nothing_is_written() {
    let world = World::new().await;
    let partner = world.as_("partner").await.in_german();
    let before: Vec<(String, i64)> = world.all("SELECT id, version FROM installations ORDER BY id").await;
    let file = "Kunde;Produkt;Edition;Version;Host;Kapazität;Vertrag bis;Farbe\n\
                Hafenklinik Altona;Archivar;Standard;9.0.0;a;1;;rot\n\
                Brauerei Lindenhof;Archivar;Standard;9.0.0;b;1;;\n\
                ;Archivar;Standard;9.0.0;c;1;;\n\
                Hafenklinik Altona;Word;Standard;9.0.0;d;1;;\n\
                Hafenklinik Altona;Archivar;Basis;neun;e f;viele;31/12/2027;\n\
                Hafenklinik Altona;Archivar;Standard;9.0.0;A;1;;\n\
                Hafenklinik Altona;Archivar;;9.0.0;g;1;;\n\
                Hafenklinik Altona;Signwart;;2.1.0;h;1;;\n\
                Hafenklinik Altona;Archivar;Standard;9.0.0;i;;;\n\
                Hafenklinik Altona;Archivar;Standard;9.0.0;j;1;;;zu;viel\n";
    let seen: Import = send(&partner, "", file).await.ok();
    assert_eq!((seen.lines, seen.added, seen.ignored.as_slice()), (10, 1, &["Farbe".to_owned()][..]));
    assert_eq!(
        bad(&seen),
        [
            (3, "customer", "Brauerei Lindenhof"),
            (4, "customer", ""),
            (5, "product", "Word"),
            (6, "edition", "Basis"),
            (6, "capacity", "viele"),
            (6, "contract_until", "31/12/2027"),
            (6, "runs", "neun"),
            (6, "host", "e f"),
            (7, "host", "A"),
            (8, "edition", ""),
            (9, "capacity", "1"),
            (10, "capacity", ""),
            (11, "", ""),
        ]
    );
    assert!(seen.bad[0].faults[0].reason.starts_with("Ein Kunde dieses Namens ist nicht eingetragen."), "{:?}", seen.bad[0]);
    assert!(seen.bad[3].faults[2].reason.contains("31.12.2026"), "{}", seen.bad[3].faults[2].reason);
    // Confirmed as a whole, it is refused as a whole.
    let refused = send(&partner, CONFIRM, file).await.is(422).json();
    assert_eq!(refused["errors"].as_object().unwrap().len(), 13);
    assert!(refused["errors"]["lines.6.runs"][0].is_string() && refused["errors"]["lines.11"][0].is_string(), "{refused}");
    let after: Vec<(String, i64)> = world.all("SELECT id, version FROM installations ORDER BY id").await;
    assert_eq!(after, before);
    assert_eq!(world.count("idempotency_keys").await, 0);
    // Said so explicitly, the good ones are written.
    let done: Import = send(&partner, GOOD_ONLY, file).await.ok();
    assert_eq!((done.added, done.bad.len(), done.done), (1, 9, true));
    assert_eq!(world.count("installations").await, i64::try_from(before.len()).unwrap() + 1);
}

#[tokio::test]
async fn ten_thousand_lines_of_which_three_hundred_are_bad() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let mut file = "customer;product;edition;version;host;capacity;contract_until\n".to_owned();
    for n in 0..10_000 {
        let line = match n % 100 {
            13 => format!("Nobody;archivar;standard;9.0.{n};h{n};1;2027-12-31\n"),
            47 => format!("Hafenklinik Altona;archivar;standard;nine;h{n};1;2027-12-31\n"),
            81 => format!("Hafenklinik Altona;archivar;standard;9.0.{n};h{n};0;2027-02-30\n"),
            _ => format!("Hafenklinik Altona;archivar;standard;9.0.{n};h{n};1;2027-12-31\n"),
        };
        file.push_str(&line);
    }
    let before = world.count("installations").await;
    let seen: Import = tokio::time::timeout(PATIENCE, send(&partner, "", file.clone())).await.unwrap().ok();
    assert_eq!((seen.lines, seen.added, seen.bad.len()), (10_000, 9_700, 300));
    assert!(seen.bad.iter().all(|b| b.faults.iter().all(|f| !f.reason.is_empty())));
    // The line as an editor counts it: the header is the first.
    assert_eq!((seen.bad[0].line, seen.bad[0].faults[0].field.as_str()), (15, "customer"));
    assert_eq!((seen.bad[1].line, seen.bad[1].faults[0].field.as_str()), (49, "runs"));
    assert_eq!((seen.bad[2].line, seen.bad[2].faults.len()), (83, 2));
    assert_eq!(world.count("installations").await, before, "nothing was confirmed");
    send(&partner, CONFIRM, file.clone()).await.is(422);
    assert_eq!(world.count("installations").await, before, "not all of it is good");
    // Once and for all: the same key gets the same answer, and without a key the file changes nothing any more.
    let keyed = partner.with_key("import");
    let done: Import = tokio::time::timeout(PATIENCE, send(&keyed, GOOD_ONLY, file.clone())).await.unwrap().ok();
    assert_eq!((done.added, done.bad.len(), done.done), (9_700, 300, true));
    assert_eq!(send(&keyed, GOOD_ONLY, file.clone()).await.ok::<Import>(), done);
    assert_eq!(send(&keyed, GOOD_ONLY, file.replace("9.0.", "9.1.")).await.problem(422), "key-reused");
    assert_eq!(world.count("installations").await, before + 9_700);
    let again: Import = send(&partner, GOOD_ONLY, file).await.ok();
    assert_eq!((again.added, again.changed, again.same), (0, 0, 9_700));
    assert_eq!(world.count("audit WHERE action = 'installation.imported'").await, 9_700);
}

#[tokio::test]
async fn what_is_there_is_known_again_and_what_no_column_says_stays() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let before = world.installed("hka-backup-01").await;
    // Neither capacity nor contract nor reference: they stay.
    let file = "Kunde;Produkt;Edition;Version;Host\nhafenklinik altona;ARCHIVAR;enterprise;9.1.3;HKA-backup-01\n";
    let seen: Import = send(&partner, "", file).await.ok();
    assert_eq!((seen.added, seen.changed, seen.same), (0, 1, 0));
    send(&partner, CONFIRM, file).await.is(200);
    let after = world.installed("HKA-backup-01").await;
    assert_eq!((after.id.as_str(), after.runs.to_string(), after.version), (before.id.as_str(), "9.1.3".to_owned(), before.version + 1));
    assert_eq!((after.capacity, after.contract_until, &after.reference), (before.capacity, before.contract_until, &before.reference));
    // By the reference, where there is no host; a column that is empty empties.
    let file = "Kunde;Produkt;Edition;Version;Zeichen;Kapazität;Vertrag bis\nStadtbücherei Kiel;Archivar;Standard;8.0;NL-1874;3;\n";
    let done: Import = send(&partner, CONFIRM, file).await.ok();
    assert_eq!((done.added, done.changed), (0, 1));
    let (runs, until): (String, Option<String>) =
        world.one("SELECT runs, contract_until FROM installations WHERE reference = 'NL-1874'").await;
    assert_eq!((runs.as_str(), until), ("8.0.0", None));
    // By two names at once it stands there twice.
    let twice = "Kunde;Produkt;Edition;Version;Zeichen;Host\n\
                 Hafenklinik Altona;Signwart;;2.1.0;;hka-signs\nHafenklinik Altona;Signwart;;2.1.0;;HKA-SIGNS\n";
    assert_eq!(bad(&send(&partner, "", twice).await.ok()), [(3, "host", "HKA-SIGNS")]);
    // Two of the kind: nobody can tell which is meant.
    let unclear = "Kunde;Produkt;Edition;Version;Kapazität\nReederei Thomsen;Archivar;Standard;8.3.1;2\n";
    assert_eq!(send(&partner, "", unclear).await.ok::<Import>().changed, 1);
    let second = "Kunde;Produkt;Edition;Version;Host;Kapazität\nReederei Thomsen;Archivar;Standard;8.3.0;second;2\n";
    send(&partner, CONFIRM, second).await.is(200);
    assert_eq!(bad(&send(&partner, "", unclear).await.ok()), [(2, "edition", "Standard")]);
}

#[tokio::test]
async fn two_files_at_once_add_each_installation_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let (partner, owner) = (world.as_("partner").await, other.as_("owner").await);
    let before = world.count("installations").await;
    let file = "customer;product;edition;version;host;capacity\nReederei Thomsen;archivar;standard;8.3.0;x;1\n";
    let (a, b) = world.at_once("installations", send(&partner, CONFIRM, file), send(&owner, CONFIRM, file)).await;
    let (a, b): (Import, Import) = (a.ok(), b.ok());
    assert_eq!((a.added + b.added, a.same + b.same), (1, 1));
    assert_eq!(world.count("installations").await, before + 1);
}

#[tokio::test]
async fn whose_it_is() {
    let world = World::new().await;
    let file = "partner;customer;product;edition;version;host;capacity\n\
                Südwerk Systemhaus;Brauerei Lindenhof;archivar;enterprise;9.0.0;new;1\n\
                Nordlicht IT;Reederei Thomsen;archivar;standard;8.3.0;new;1\n\
                Nordlicht IT;Brauerei Lindenhof;archivar;standard;8.3.0;x;1\n\
                Nobody;Reederei Thomsen;archivar;standard;8.3.0;y;1\n\
                ;Reederei Thomsen;archivar;standard;8.3.0;z;1\n";
    let seen: Import = send(&world.as_("support").await, "", file).await.ok();
    assert_eq!(seen.added, 2);
    assert_eq!(bad(&seen), [(4, "customer", "Brauerei Lindenhof"), (5, "partner", "Nobody"), (6, "partner", "")]);
    // A partner's file need not name it, and names nobody else.
    let seen: Import = send(&world.as_("partner").await, "", file).await.ok();
    assert_eq!(seen.added, 2);
    assert_eq!(bad(&seen), [(2, "partner", "Südwerk Systemhaus"), (4, "customer", "Brauerei Lindenhof"), (5, "partner", "Nobody")]);
    // For the vendor it must.
    let without = "customer;product;edition;version;host;capacity\nReederei Thomsen;archivar;standard;8.3.0;new;1\n";
    assert_eq!(bad(&send(&world.as_("admin").await, "", without).await.ok()), [(1, "partner", "")]);
    for (account, right) in [("accounts", "owner technician sales"), ("approver", "support admin"), ("agent", "partner")] {
        assert_eq!(send(&world.as_(account).await, CONFIRM, file).await.missing_right(), right, "{account}");
    }
    send(&world.nobody(), "", file).await.is(401);
}

#[tokio::test]
async fn files_that_are_none() {
    let world = World::new().await;
    let partner = world.as_("partner").await;
    let before = world.count("installations").await;
    for file in ["", "\n\n", "Hello", "a;b;c\n1;2;3\n", "\u{0}\u{1}", "customer;customer;product;version\n"] {
        let seen: Import = send(&partner, "", file).await.ok();
        assert!(seen.bad.iter().all(|b| b.line == 1) && !seen.bad.is_empty() && seen.added == 0, "{file:?}: {seen:?}");
        send(&partner, GOOD_ONLY, file).await.is(422);
    }
    for kind in ["application/json", "", "image/png"] {
        assert_eq!(partner.raw("POST", paths::IMPORT, kind, "x").await.problem(415), "unsupported-media-type", "{kind}");
    }
    assert_eq!(send(&partner, "", vec![b'x'; IMPORT_BYTES + 1]).await.problem(413), "too-large");
    let many = format!("customer;product;version\n{}", "a;b;c\n".repeat(IMPORT_LINES + 1));
    send(&partner, "", many).await.fault("lines");
    // Quotes that never end, delimiters without end, bytes that mean nothing.
    let header = b"customer;product;version;host\n".to_vec();
    for rest in [b"\"Reederei;a;b;c\n".to_vec(), vec![b';'; 100_000], (0..=255).collect(), vec![0xff; 10_000], b"a;b;c;\0\n".to_vec()] {
        for query in ["", GOOD_ONLY] {
            let answer = send(&partner, query, [header.clone(), rest.clone()].concat()).await;
            assert!(answer.status.is_success(), "{}", answer.text());
        }
    }
    assert_eq!(world.count("installations").await, before);
}
