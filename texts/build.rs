//! Turns `de/*.toml` and `en/*.toml` into one Rust module a feature, one function a sentence. What stands in `fr/`, too, stands in all
//! languages of `PageLang`.
//!
//! The subjects and texts of mails (`mails`, `public_mails`: `subject_…`, `body_…`) take a `Voice` in place of the language, which may have other words
//! for them, and stand in the table `STANDARD` of their module as well.
//!
//! A key or a placeholder that one language has and another lacks fails the build, so a half-translated
//! screen cannot be shipped. See `lib.rs` for how the functions look.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use toml::{Table, Value};

/// One sentence in one language: plain, or with a singular and a plural. In some there is a plural of few.
enum Sentence {
    Plain(String),
    Plural { one: String, few: Option<String>, other: String },
}

/// What a feature's functions take, where their numbers are written, and the folders of their sentences.
struct Languages {
    name: &'static str,
    format: &'static str,
    folders: &'static [&'static str],
}

const PORTAL: Languages = Languages { name: "Lang", format: "format", folders: &["de", "en"] };
const PAGE: Languages = Languages { name: "PageLang", format: "page", folders: &["de", "en", "fr", "it", "nl", "pl", "cs"] };

fn main() {
    let mut code = String::new();
    let mut errors = Vec::new();
    let mut all: BTreeMap<&str, BTreeMap<String, Sentences>> = BTreeMap::new();
    for folder in PAGE.folders {
        println!("cargo::rerun-if-changed={folder}");
        all.insert(folder, features(folder));
    }
    let names: BTreeSet<&String> = all.values().flat_map(BTreeMap::keys).collect();
    for name in names {
        let languages = if PAGE.folders[2..].iter().any(|folder| all[folder].contains_key(name)) { &PAGE } else { &PORTAL };
        let missing = languages
            .folders
            .iter()
            .filter(|folder| !all[*folder].contains_key(name))
            .map(|folder| format!("{folder}/{name}.toml is missing"));
        let before = errors.len();
        errors.extend(missing);
        if errors.len() == before {
            let each: Vec<_> = languages.folders.iter().map(|folder| &all[folder][name]).collect();
            module(name, languages, &each, &mut code, &mut errors);
        }
    }
    assert!(errors.is_empty(), "the texts do not match:\n  {}", errors.join("\n  "));
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("texts.rs"), code).expect("the build folder can be written");
}

/// All files of a language: feature name → key → sentence.
fn features(lang: &str) -> BTreeMap<String, BTreeMap<String, Sentence>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(lang).expect("the language folder exists") {
        let path = entry.expect("the folder can be read").path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let name = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("the file can be read");
        let table: Table = text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let sentences = table.into_iter().map(|(k, v)| (k.clone(), sentence(&path, &k, v))).collect();
        all.insert(name, sentences);
    }
    all
}

fn sentence(path: &Path, key: &str, value: Value) -> Sentence {
    match value {
        Value::String(s) => Sentence::Plain(s),
        Value::Table(t) => {
            let part = |p: &str| {
                t.get(p).and_then(Value::as_str).map_or_else(|| panic!("{}: {key} needs `one` and `other`", path.display()), str::to_owned)
            };
            Sentence::Plural { one: part("one"), few: t.get("few").and_then(Value::as_str).map(str::to_owned), other: part("other") }
        }
        _ => panic!("{}: {key} is neither a sentence nor a plural", path.display()),
    }
}

type Sentences = BTreeMap<String, Sentence>;

fn module(name: &str, languages: &Languages, each: &[&Sentences], code: &mut String, errors: &mut Vec<String>) {
    writeln!(code, "/// The sentences of `{name}`.\npub mod {name} {{\n    use eyelevel_contract::lang::{};", languages.name)
        .expect("writes");
    let keys: BTreeSet<&String> = each.iter().flat_map(|sentences| sentences.keys()).collect();
    let mut standard = String::new();
    for key in keys {
        let lacking: Vec<_> = languages.folders.iter().zip(each).filter(|(_, sentences)| !sentences.contains_key(key)).collect();
        errors.extend(lacking.iter().map(|(folder, _)| format!("{folder}/{name}.toml lacks `{key}`")));
        if lacking.is_empty() {
            let texts: Vec<_> = each.iter().map(|sentences| &sentences[key]).collect();
            function(name, key, languages, &texts, code, errors);
            if is_worded(name, key) {
                worded(key, languages, &texts, &mut standard);
            }
        }
    }
    if !standard.is_empty() {
        writeln!(code, "    /// What the vendor may word otherwise.\n    pub const STANDARD: &[crate::letters::Standard] = &[{standard}];")
            .expect("writes");
    }
    code.push_str("}\n");
}

/// Whether a sentence is a mail's subject or text, which a vendor may word otherwise.
fn is_worded(module: &str, key: &str) -> bool {
    matches!(module, "mails" | "public_mails") && (key.starts_with("subject_") || key.starts_with("body_"))
}

/// A row of the table of such sentences: the key, its values, and its words in each language as they stand in the files.
fn worded(key: &str, languages: &Languages, texts: &[&Sentence], table: &mut String) {
    let english = forms(texts[1]);
    let mut names = placeholders(english[0]);
    names.retain(|name| name != "n");
    if english.len() == 3 {
        names.push("n".to_owned());
    }
    write!(table, "crate::letters::Standard {{ key: {key:?}, names: &{names:?}, texts: &[").expect("writes");
    for (folder, text) in languages.folders.iter().zip(texts) {
        let forms = forms(text);
        write!(table, "({folder:?}, {:?}), ", forms[forms.len() - 1]).expect("writes");
    }
    table.push_str("] }, ");
}

/// The English sentence stands second; its placeholders are the parameters.
fn function(module: &str, key: &str, languages: &Languages, texts: &[&Sentence], code: &mut String, errors: &mut Vec<String>) {
    let english = forms(texts[1]);
    let plural = english.len() == 3;
    if texts.iter().any(|text| (forms(text).len() == 3) != plural) {
        errors.push(format!("{module}.{key}: is a plural in some languages only"));
        return;
    }
    let named = |text: &str| placeholders(text).into_iter().filter(|name| !plural || name != "n").collect::<Vec<_>>();
    let mut names = named(english[0]);
    if texts.iter().flat_map(|text| forms(text)).any(|form| !same(&names, &named(form))) {
        errors.push(format!("{module}.{key}: the placeholders differ between the languages or the plural forms"));
    }
    doc(code, english[english.len() - 1]);
    let (lang, params) = (languages.name, params(&names));
    if plural {
        names.push("n".to_owned());
    }
    let mut arms = String::new();
    for (folder, text) in languages.folders.iter().zip(texts) {
        let variant = format!("{lang}::{}{}", folder[..1].to_uppercase(), &folder[1..]);
        let forms = forms(text);
        let marked = |form: &str| if names.is_empty() { format!("{form:?}") } else { format!("{:?}", marked(form, &names)) };
        match forms[..] {
            [plain] => write!(arms, "{variant} => {}, ", marked(plain)),
            [one, few, other] => {
                let few = if few == other { String::new() } else { format!("({variant}, Plural::Few) => {}, ", marked(few)) };
                write!(arms, "({variant}, Plural::One) => {}, {few}({variant}, _) => {}, ", marked(one), marked(other))
            }
            _ => unreachable!("one form or three"),
        }
        .expect("writes");
    }
    let format = languages.format;
    let values = values(&names, format);
    if is_worded(module, key) {
        let n = if plural { ", n: i64" } else { "" };
        let text = if plural {
            format!("{{ use crate::{format}::Plural; match (lang, crate::{format}::plural(lang, n)) {{ {arms}}} }}")
        } else {
            format!("match lang {{ {arms}}}")
        };
        let standard = if names.is_empty() { format!("({text}).to_owned()") } else { format!("crate::fill({text}, {values})") };
        let body = format!(
            "let lang = voice.lang; match voice.own({key:?}) {{ Some(own) => crate::letters::fill(own, &{names:?}, {values}), None => {standard} }}"
        );
        writeln!(code, "    #[must_use] pub fn {key}(voice: crate::letters::Voice<'_, {lang}>{n}{params}) -> String {{ {body} }}")
            .expect("writes");
        return;
    }
    let (head, body) = match (plural, names.is_empty()) {
        (false, true) => (format!("{key}(lang: {lang}) -> &'static str"), format!("match lang {{ {arms}}}")),
        (false, false) => (format!("{key}(lang: {lang}{params}) -> String"), format!("crate::fill(match lang {{ {arms}}}, {values})")),
        (true, _) => (
            format!("{key}(lang: {lang}, n: i64{params}) -> String"),
            format!("use crate::{format}::Plural; crate::fill(match (lang, crate::{format}::plural(lang, n)) {{ {arms}}}, {values})"),
        ),
    };
    writeln!(code, "    #[must_use] pub fn {head} {{ {body} }}").expect("writes");
}

/// The only form of a plain sentence; of a plural one, few and other.
fn forms(sentence: &Sentence) -> Vec<&str> {
    match sentence {
        Sentence::Plain(text) => vec![text],
        Sentence::Plural { one, few, other } => vec![one, few.as_ref().unwrap_or(other), other],
    }
}

fn doc(code: &mut String, english: &str) {
    writeln!(code, "    /// “{}”", english.replace('\n', " ").replace('[', "\\[")).expect("writes");
}

/// `&dyn Display` keeps one copy of each sentence in the binary, whatever is put into it.
fn params(names: &[String]) -> String {
    names.iter().fold(String::new(), |mut s, n| {
        write!(s, ", {n}: impl core::fmt::Display").expect("writes");
        s
    })
}

/// The values in the order of their names.
fn values(names: &[String], format: &str) -> String {
    let value = |n: &String| if n == "n" { format!("&crate::{format}::integer(lang, n)") } else { format!("&{n}") };
    format!("&[{}]", names.iter().map(value).collect::<Vec<_>>().join(", "))
}

/// The text with a control character in the place of each name: U+000E for the first, and so on. So the browser need not carry the
/// names, and a sentence's two languages share one call.
fn marked(text: &str, names: &[String]) -> String {
    assert!(names.len() <= 18, "too many placeholders in “{text}”");
    let mut text = text.to_owned();
    for (mark, name) in ('\u{e}'..).zip(names) {
        text = text.replace(&format!("{{{name}}}"), &mark.to_string());
    }
    text
}

/// The names in braces, each once, in the order in which they appear.
fn placeholders(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('{') {
        let Some(len) = rest[start..].find('}') else { panic!("an open brace in “{text}”") };
        let name = &rest[start + 1..start + len];
        if !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
        rest = &rest[start + len + 1..];
    }
    names
}

fn same(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|n| b.contains(n))
}
