use eyelevel_contract::lang::Lang;
use eyelevel_contract::licences::{Import, Pool, paths};
use eyelevel_texts::imports::header_keys;

use super::{CONFIRM, file, key, rule, send};
use crate::support::World;

/// Line, field and value of all that is bad.
fn bad(import: &Import) -> Vec<(i64, &str, &str)> {
    import.bad.iter().flat_map(|b| b.faults.iter().map(|f| (b.line, f.field.as_str(), f.value.as_str()))).collect()
}

#[tokio::test]
async fn every_bad_line_is_named_and_nothing_is_written_until_somebody_says_so() {
    let world = World::new().await;
    let product = world.product("archivar").await;
    let admin = world.as_("admin").await.in_german();
    world.fill(0..1).await;
    let file = "Schlüssel;Edition;Anzahl;Rechner;Versionen;gültig bis;Farbe\n\
                AR7-0001-ABCD-0001;Enterprise;12;hka-1;7.4.x;31.12.2099;rot\n\
                AR7-0001-ABCD-0002;;;;;;\n\
                AR8-0001-ABCD-0003;;;;;;\n\
                ;;;;;;\n\
                ;Enterprise;;;;;\n\
                AR7-0001-ABCD-0002;;;;;;\n\
                AR7-0000-ABCD-0000;;;;;;\n\
                AR7-0001-ABCD-0004;Basis;viele;zwei Rechner;neun;31/12/2099;\n\
                AR7-0001-ABCD-0005;;0;;9.x;31.12.2020;\n\
                AR7-0001-ABCD-0006;;;;;;;zu;viel\n";
    let windows: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [file.as_bytes().to_vec(), windows] {
        let seen: Import = send(&admin, &product, "", bytes).await.ok();
        assert_eq!((seen.lines, seen.added, seen.done, seen.ignored.as_slice()), (9, 2, false, &["Farbe".to_owned()][..]));
        assert_eq!(
            bad(&seen),
            [
                (4, "key", "AR8-0001-ABCD-0003"),
                (6, "key", ""),
                (7, "key", "AR7-0001-ABCD-0002"),
                (8, "key", "AR7-0000-ABCD-0000"),
                (9, "edition", "Basis"),
                (9, "capacity", "viele"),
                (9, "expires", "31/12/2099"),
                (9, "versions", "neun"),
                (9, "host", "zwei Rechner"),
                (10, "capacity", "0"),
                (10, "versions", "9.x"),
                (10, "expires", "31.12.2020"),
                (11, "", ""),
            ]
        );
        assert!(seen.bad[0].faults[0].reason.contains("AR7-####-@@@@-####"), "{:?}", seen.bad[0]);
    }
    let refused = send(&admin, &product, CONFIRM, file).await.is(422).json();
    assert!(refused["errors"]["lines.4.key"][0].is_string(), "{refused}");
    assert_eq!(world.level().await, (1, 0));
    let keyed = admin.with_key("pool");
    let done: Import = send(&keyed, &product, "&confirm=true&good_only=true", file).await.ok();
    assert_eq!((done.added, done.bad.len(), done.done), (2, 7, true));
    // Once and for all: the same key gets the same answer.
    assert_eq!(send(&keyed, &product, "&confirm=true&good_only=true", file).await.ok::<Import>(), done);
    assert_eq!(world.level().await, (3, 0));
    assert_eq!(world.count("audit WHERE action = 'pool_key.added' AND subject = 'pool_key'").await, 3);
    let all: Pool = admin.get(paths::POOLS).await.ok();
    assert_eq!((all.rules.len(), all.rules[0].left, all.rules[0].low), (1, 3, true));
}

#[tokio::test]
async fn the_header_line_that_the_portal_offers_is_understood() {
    let world = World::new().await;
    let (product, admin) = (world.product("archivar").await, world.as_("admin").await);
    for lang in [Lang::De, Lang::En] {
        let seen: Import = send(&admin, &product, "", format!("{}\n", header_keys(lang))).await.ok();
        assert_eq!((seen.ignored.len(), seen.bad.len()), (0, 0), "{seen:?}");
    }
}

#[tokio::test]
async fn a_key_is_known_wherever_it_is() {
    let world = World::new().await;
    let (product, admin) = (world.product("archivar").await, world.as_("admin").await);
    world.fill(0..20).await;
    let asked = world.on_seven("seven-1").await;
    let licence = world.asked(&world.asking(eyelevel_contract::licences::Intent::Renew, "seven-1").await).await;
    assert_eq!((licence.keys.len(), asked.runs.to_string().as_str()), (1, "7.4.2"));
    assert_eq!(world.level().await, (19, 1));
    // Handed out or not; and one that somebody got from elsewhere.
    let elsewhere = key(77);
    let digest = sha(&elsewhere);
    world.run(&format!("UPDATE issued_keys SET key_text = '{elsewhere}', digest = '{digest}'")).await;
    let text = format!("key\n{}\n{}\n{}\n{elsewhere}\n", key(0), key(19), key(20));
    let seen: Import = send(&admin, &product, "", text).await.ok();
    assert_eq!(seen.added, 1);
    assert_eq!(seen.bad.iter().map(|b| b.line).collect::<Vec<_>>(), [2, 3, 5]);
}

fn sha(text: &str) -> String {
    use sha2::Digest as _;
    sha2::Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

#[tokio::test]
async fn two_files_at_once_with_the_same_keys_add_them_once() {
    let world = World::new().await;
    let other = world.second_process().await;
    let product = world.product("archivar").await;
    let (one, two) = (world.as_("admin").await, other.as_("admin").await);
    let (a, b) = world.at_once("pool_keys", send(&one, &product, CONFIRM, file(0..50)), send(&two, &product, CONFIRM, file(0..50))).await;
    let mut both = [a.status.as_u16(), b.status.as_u16()];
    both.sort_unstable();
    assert_eq!(both, [200, 422], "{} {}", a.text(), b.text());
    assert_eq!(world.level().await, (50, 0));
}

#[tokio::test]
async fn twenty_thousand_keys_and_no_more() {
    let world = World::new().await;
    let (product, admin) = (world.product("archivar").await, world.as_("admin").await);
    world.fill(0..20_000).await;
    send(&admin, &product, "", file(20_000..40_001)).await.fault("lines");
    assert_eq!(world.level().await, (20_000, 0));
}

#[tokio::test]
async fn for_which_rule_and_by_whom() {
    let world = World::new().await;
    let (archivar, signwart) = (world.product("archivar").await, world.product("signwart").await);
    let admin = world.as_("admin").await;
    let post = async |path: String| admin.raw("POST", path, "text/csv", file(0..1)).await;
    // The only one need not be named.
    post(paths::pool(&archivar.id)).await.is(200);
    post(format!("{}?rule=nothing", paths::pool(&archivar.id))).await.fault("rule");
    post(format!("{}?rule={}", paths::pool(&archivar.id), archivar.rules[0].id)).await.fault("rule");
    post(paths::pool(&signwart.id)).await.fault("rule");
    post(format!("{}?rule={}", paths::pool(&signwart.id), rule(&archivar))).await.fault("rule");
    post(paths::pool("nothing")).await.is(404);
    for text in ["", "\n", "Hello", "edition\nstandard\n"] {
        let seen: Import = send(&admin, &archivar, "", text).await.ok();
        assert!(seen.bad.iter().all(|b| b.line == 1) && !seen.bad.is_empty() && seen.added == 0, "{text:?}: {seen:?}");
        send(&admin, &archivar, "&confirm=true&good_only=true", text).await.is(422);
    }
    assert_eq!(admin.raw("POST", paths::pool(&archivar.id), "application/json", "{}").await.problem(415), "unsupported-media-type");
}
