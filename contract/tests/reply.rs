//! What of an answer by mail is the person's own.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use eyelevel_contract::requests::own_words;

const OURS: &str = "> Guten Tag Jana Petersen,\n>\n> Claudia Berg fragt nach: Welche Größe?\n> https://portal.example/x\n";

#[test]
fn the_copy_below_is_not_theirs_whichever_program_made_it() {
    for before in [
        "Am Di., 24. Nov. 2026 um 10:00 Uhr schrieb Eyelevel <portal@vendor.example>:\n",
        "Am 24.11.26 um 10:00 schrieb Eyelevel:\n",
        "On Tue, 24 Nov 2026 at 10:00, Eyelevel <portal@vendor.example> wrote:\n",
        "On Tue, 24 Nov 2026 at 10:00, Eyelevel\n<portal@vendor.example> wrote:\n",
        "On 24 Nov 2026, at 10:00,\nEyelevel <portal@vendor.example>\nwrote:\n",
        "-----Ursprüngliche Nachricht-----\nVon: Eyelevel\nAn: Jana\nBetreff: EN-1001\n",
        "-----Original Message-----\nFrom: Eyelevel\nTo: Jana\n",
        "________________________________\nVon: Eyelevel <portal@vendor.example>\nGesendet: Dienstag\nAn: Jana\nBetreff: x\n",
        "From: Eyelevel <portal@vendor.example>\nSent: Tuesday\nTo: Jana\nSubject: x\n",
        "",
    ] {
        for own in ["Die mittlere.", "Die mittlere.\n\nUnd bitte in Blau: zwei Stück."] {
            assert_eq!(own_words(&format!("{own}\n\n{before}{OURS}")), own, "{before}");
            assert_eq!(own_words(&format!("{own}\r\n\r\n{}{}", before.replace('\n', "\r\n"), OURS.replace('\n', "\r\n"))), own, "{before}");
        }
    }
    assert_eq!(own_words("Die mittlere.\n-- \nJana Petersen\nNordlicht IT"), "Die mittlere.");
}

#[test]
fn a_sentence_that_looks_like_a_beginning_stays() {
    for own in [
        "Am Montag passt es gut: bitte um neun.",
        "On Monday it fits: at nine, please.",
        "Von: Hamburg nach Kiel, bitte.",
        "From: Hamburg is where it comes.",
        "Il est neuf heures.",
        "--",
        "> das stand schon in Ihrer Frage\nJa, genau.",
    ] {
        assert_eq!(own_words(own), if own == "--" { "" } else { own }, "{own}");
    }
}

#[test]
fn nothing_of_one_s_own_is_nothing() {
    for nothing in ["", "\n \n", OURS, "Am 24.11.26 um 10:00 schrieb Eyelevel:\n> x", "-- \nJana"] {
        assert_eq!(own_words(nothing), "", "{nothing}");
    }
}

/// Whatever it is: it ends, and gives nothing that was not there.
#[test]
fn any_text_is_cut_and_nothing_is_made_up() {
    let mut seed = 7_u64;
    let pieces = [
        "On ",
        "Am ",
        " wrote:",
        " schrieb",
        ":",
        "\n",
        "> ",
        "-- ",
        "From: ",
        "Von: ",
        "é😀",
        "________________________________",
        " ",
        "x",
        "\r\n",
        "\u{0}",
    ];
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..(seed >> 40) % 12 + 1 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            text.push_str(pieces[usize::try_from((seed >> 33) % 16).unwrap()]);
        }
        let own = own_words(&text);
        let plain: String = text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
        assert!(plain.contains(&own), "{text:?} gave {own:?}");
    }
}
