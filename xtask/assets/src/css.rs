//! One style sheet out of many: `@import "…" layer(…)` is resolved here, because trunk does not.

use std::fs;
use std::path::Path;

use lightningcss::bundler::{Bundler, FileProvider};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Features, Targets};

/// The entry sheets: what stands in index.html itself, the rest of the portal's, and that of the pages outside it.
const ENTRIES: [&str; 3] = ["critical.css", "main.css", "public.css"];

/// Bundles and minifies every entry of `style` into `built`, under the same name.
pub(crate) fn bundle_all(style: &Path, built: &Path) -> Result<(), String> {
    fs::create_dir_all(built).map_err(|error| format!("{}: {error}", built.display()))?;
    for entry in ENTRIES {
        let source = style.join(entry);
        let css = bundle(&source)?;
        let target = built.join(entry);
        // Written only when it differs: trunk watches these files.
        if fs::read_to_string(&target).ok().as_deref() != Some(css.as_str()) {
            fs::write(&target, &css).map_err(|error| format!("{}: {error}", target.display()))?;
        }
        println!("{}: {:.1} kB", target.display(), kilobytes(css.len()));
    }
    Ok(())
}

fn bundle(entry: &Path) -> Result<String, String> {
    if !entry.is_file() {
        return Err(format!("{} is missing: it is the sheet that imports all others", entry.display()));
    }
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(entry).map_err(|error| format!("{}: {error}", entry.display()))?;
    let targets = targets();
    sheet.minify(MinifyOptions { targets, ..MinifyOptions::default() }).map_err(|error| format!("{}: {error}", entry.display()))?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, targets, ..PrinterOptions::default() })
        .map_err(|error| format!("{}: {error}", entry.display()))?;
    Ok(printed.code)
}

/// The first versions that know `light-dark()`, nesting and layers; what they know is never rewritten into something older.
fn targets() -> Targets {
    let version = |major: u32, minor: u32| Some((major << 16) | (minor << 8));
    Targets {
        browsers: Some(Browsers {
            chrome: version(123, 0),
            edge: version(123, 0),
            firefox: version(121, 0),
            safari: version(17, 5),
            ios_saf: version(17, 5),
            ..Browsers::default()
        }),
        include: Features::empty(),
        exclude: Features::Nesting | Features::LightDark | Features::LogicalProperties | Features::MediaQueries,
    }
}

#[expect(clippy::cast_precision_loss, reason = "a size for reading, not for reckoning")]
fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imports_are_bundled_into_their_layers_and_modern_css_stays() {
        let folder = std::env::temp_dir().join(format!("eyelevel-css-{}", std::process::id()));
        fs::create_dir_all(folder.join("ui")).expect("a temporary folder");
        let main = "@layer base, ui;\n@import \"ui/button.css\" layer(ui);\n:root { color-scheme: light dark; }";
        let button = ".button { color: light-dark(#000, #fff); &:hover { margin-inline: 1px; } }";
        fs::write(folder.join("main.css"), main).expect("main.css");
        fs::write(folder.join("ui/button.css"), button).expect("button.css");
        let css = bundle(&folder.join("main.css")).expect("a bundle");
        fs::remove_dir_all(&folder).expect("cleaned up");
        // The order of the layers survives: base is named before ui begins.
        assert!(css.find("@layer base") < css.find("@layer ui"), "{css}");
        assert!(css.contains("@layer ui{.button{color:light-dark(#000,#fff);&:hover{margin-inline:1px}}}"), "{css}");
    }

    #[test]
    fn a_missing_entry_is_named() {
        let error = bundle(Path::new("nowhere/main.css")).expect_err("nothing there");
        assert!(error.contains("nowhere/main.css is missing"), "{error}");
    }
}
