//! Turns `de/*.toml` and `en/*.toml` into one Rust module a feature, one function a sentence.
//!
//! A key or a placeholder that one language has and the other lacks fails the build, so a half-translated
//! screen cannot be shipped. See `lib.rs` for how the functions look.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use toml::{Table, Value};

/// One sentence in one language: plain, or with a singular and a plural.
enum Sentence {
    Plain(String),
    Plural { one: String, other: String },
}

fn main() {
    println!("cargo::rerun-if-changed=de");
    println!("cargo::rerun-if-changed=en");
    let mut code = String::new();
    let mut errors = Vec::new();
    let (de, en) = (features("de"), features("en"));
    for name in de.keys().chain(en.keys()).collect::<std::collections::BTreeSet<_>>() {
        match (de.get(name), en.get(name)) {
            (Some(de), Some(en)) => module(name, de, en, &mut code, &mut errors),
            (Some(_), None) => errors.push(format!("en/{name}.toml is missing")),
            _ => errors.push(format!("de/{name}.toml is missing")),
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
            Sentence::Plural { one: part("one"), other: part("other") }
        }
        _ => panic!("{}: {key} is neither a sentence nor a plural", path.display()),
    }
}

type Sentences = BTreeMap<String, Sentence>;

fn module(name: &str, de: &Sentences, en: &Sentences, code: &mut String, errors: &mut Vec<String>) {
    writeln!(code, "/// The sentences of `{name}`.\npub mod {name} {{\n    use eyelevel_contract::lang::Lang;").expect("writes");
    for key in de.keys().filter(|k| !en.contains_key(*k)) {
        errors.push(format!("en/{name}.toml lacks `{key}`"));
    }
    for (key, en) in en {
        let Some(de) = de.get(key) else {
            errors.push(format!("de/{name}.toml lacks `{key}`"));
            continue;
        };
        function(name, key, de, en, code, errors);
    }
    code.push_str("}\n");
}

fn function(module: &str, key: &str, de: &Sentence, en: &Sentence, code: &mut String, errors: &mut Vec<String>) {
    let complain = |errors: &mut Vec<String>, what: &str| errors.push(format!("{module}.{key}: {what}"));
    match (de, en) {
        (Sentence::Plain(de), Sentence::Plain(en)) => {
            let names = placeholders(en);
            if !same(&names, &placeholders(de)) {
                complain(errors, "the placeholders differ between the languages");
            }
            doc(code, en);
            if names.is_empty() {
                writeln!(
                    code,
                    "    #[must_use] pub fn {key}(lang: Lang) -> &'static str {{ match lang {{ Lang::De => {de:?}, Lang::En => {en:?} }} }}"
                )
                .expect("writes");
            } else {
                writeln!(
                    code,
                    "    #[must_use] pub fn {key}(lang: Lang{}) -> String {{ crate::fill(match lang {{ Lang::De => {:?}, Lang::En => {:?} }}, {}) }}",
                    params(&names),
                    marked(de, &names),
                    marked(en, &names),
                    values(&names)
                )
                .expect("writes");
            }
        }
        (Sentence::Plural { one: d1, other: dn }, Sentence::Plural { one: e1, other: en }) => {
            let mut names = placeholders(en);
            names.retain(|n| n != "n");
            for text in [d1, dn, e1] {
                let mut other = placeholders(text);
                other.retain(|n| n != "n");
                if !same(&names, &other) {
                    complain(errors, "the placeholders differ between the languages or the plural forms");
                }
            }
            doc(code, en);
            let params = params(&names);
            names.push("n".to_owned());
            let [d1, dn, e1, en] = [d1, dn, e1, en].map(|text| marked(text, &names));
            writeln!(code, "    #[must_use] pub fn {key}(lang: Lang, n: i64{params}) -> String {{ crate::fill(match (lang, n == 1) {{ (Lang::De, true) => {d1:?}, (Lang::De, false) => {dn:?}, (Lang::En, true) => {e1:?}, (Lang::En, false) => {en:?} }}, {}) }}",
                values(&names)).expect("writes");
        }
        _ => complain(errors, "is a plural in one language only"),
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
fn values(names: &[String]) -> String {
    let value = |n: &String| if n == "n" { "&crate::format::integer(lang, n)".to_owned() } else { format!("&{n}") };
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
