//! Every figure of the server's is on the dashboard, and what dashboard, alerts and docs name is a figure of the server's.

use super::Finding;
use super::files::File;

const SOURCE: &str = "server/src/";
const DASHBOARD: &str = "deploy/grafana/eyelevel.json";
/// Where figures are asked for, by the names of their series.
const ASKED: [&str; 2] = ["deploy/grafana/", "deploy/prometheus/"];
/// Where they are told of.
const TOLD: &str = "docs/operations.md";
const PREFIX: &str = "eyelevel_";

struct Figure {
    place: String,
    name: String,
    is_histogram: bool,
}

impl Figure {
    /// The names under which Prometheus keeps it.
    fn series(&self) -> Vec<String> {
        let endings: &[&str] = if self.is_histogram { &["_bucket", "_sum", "_count"] } else { &[""] };
        endings.iter().map(|ending| [&self.name, *ending].concat()).collect()
    }
}

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut figures = Vec::new();
    for file in files.iter().filter(|file| file.path.starts_with(SOURCE) && file.is(&["rs"])) {
        figures_of(file, &mut figures, &mut findings);
    }
    let dashboard = files.iter().find(|file| file.path == DASHBOARD).map(named).unwrap_or_default();
    let missing = figures.iter().filter(|figure| !figure.series().iter().any(|series| dashboard.iter().any(|(_, name)| name == series)));
    findings.extend(missing.map(|figure| Finding::new(&figure.place, format!("{} is not in {DASHBOARD}", figure.name))));
    let mut known: Vec<String> = figures.iter().flat_map(Figure::series).collect();
    let asked = files.iter().filter(|file| ASKED.iter().any(|folder| file.path.starts_with(folder)));
    findings.extend(asked.flat_map(|file| unknown(file, &known)));
    known.extend(figures.into_iter().map(|figure| figure.name));
    findings.extend(files.iter().filter(|file| file.path == TOLD).flat_map(|file| unknown(file, &known)));
    findings
}

/// What the file writes a type of: `# TYPE name kind`, or `# TYPE {name} kind` below `let name = "…"`.
fn figures_of(file: &File, figures: &mut Vec<Figure>, findings: &mut Vec<Finding>) {
    const MARK: &str = "# TYPE ";
    for (at, _) in file.text.match_indices(MARK) {
        let place = format!("{}:{}", file.path, line_of(&file.text, at));
        let (name, rest) = file.text[at + MARK.len()..].split_once(' ').unwrap_or_default();
        let kind: String = rest.chars().take_while(char::is_ascii_lowercase).collect();
        let name = match name.strip_prefix('{').and_then(|name| name.strip_suffix('}')) {
            Some(variable) => bound(&file.text[..at], variable),
            None => Some(name),
        };
        match name.filter(|name| name.starts_with(PREFIX)) {
            Some(name) => figures.push(Figure { place, name: name.to_owned(), is_histogram: kind == "histogram" }),
            None => findings.push(Finding::new(place, format!("a figure's name begins with {PREFIX} and stands here or in a `let` above"))),
        }
    }
}

/// The text that the variable was bound to last.
fn bound<'a>(text: &'a str, variable: &str) -> Option<&'a str> {
    let binding = format!("let {variable} = \"");
    text[text.rfind(&binding)? + binding.len()..].split('"').next()
}

/// Names that the file has, with their lines.
fn named(file: &File) -> Vec<(usize, String)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = |at: usize| !file.text[..at].chars().next_back().is_some_and(is_part);
    let places = file.text.match_indices(PREFIX).filter(|(at, _)| begins(*at));
    places.map(|(at, _)| (line_of(&file.text, at), file.text[at..].chars().take_while(|c| is_part(*c)).collect())).collect()
}

fn unknown(file: &File, known: &[String]) -> Vec<Finding> {
    let strangers = named(file).into_iter().filter(|(_, name)| !known.contains(name));
    strangers.map(|(line, name)| Finding::new(format!("{}:{line}", file.path), format!("the server has no figure {name}"))).collect()
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    const SERVER: &str = "fn a() { w(\"# HELP eyelevel_mails Mails.\\n# TYPE eyelevel_mails gauge\") }\nfn b() {\n\
        let name = \"eyelevel_took_seconds\";\nw(\"# TYPE {name} histogram\") }";

    fn found(dashboard: &str, alerts: &str, docs: &str) -> Vec<String> {
        let files = [
            file("server/src/serve/metrics.rs", SERVER),
            file(DASHBOARD, dashboard),
            file("deploy/prometheus/eyelevel.rules.yml", alerts),
            file(TOLD, docs),
        ];
        check(&files).into_iter().map(|finding| format!("{} {}", finding.place, finding.message)).collect()
    }

    #[test]
    fn all_that_is_known_passes() {
        let dashboard = "{\"expr\": \"max(eyelevel_mails)\"}\nrate(eyelevel_took_seconds_bucket[5m])";
        assert_eq!(found(dashboard, "eyelevel_mails{state=\"failed\"} > 1", "`eyelevel_took_seconds`"), [""; 0]);
    }

    #[test]
    fn what_is_not_on_the_dashboard_is_found_where_it_is_made() {
        let found = found("eyelevel_mails", "eyelevel_took_seconds_sum", "");
        assert_eq!(found, ["server/src/serve/metrics.rs:4 eyelevel_took_seconds is not in deploy/grafana/eyelevel.json"]);
    }

    #[test]
    fn what_the_server_does_not_have_is_found_wherever_it_is_named() {
        let dashboard = "eyelevel_mails eyelevel_took_seconds_count\neyelevel_mails_total";
        // A histogram is asked for by its series; a name within another one is none.
        let found = found(dashboard, "eyelevel_took_seconds my_eyelevel_x", "`eyelevel_gone{state}`");
        let strangers: Vec<_> = found.iter().filter_map(|line| line.split_once(" the server has no figure ")).collect();
        let expected = [
            ("deploy/grafana/eyelevel.json:2", "eyelevel_mails_total"),
            ("deploy/prometheus/eyelevel.rules.yml:1", "eyelevel_took_seconds"),
            ("docs/operations.md:1", "eyelevel_gone"),
        ];
        assert_eq!((strangers.as_slice(), found.len()), (expected.as_slice(), 3));
    }

    #[test]
    fn a_name_that_cannot_be_read_is_no_silence() {
        let files = [file("server/src/a.rs", "w(\"# TYPE {what} gauge\"); w(\"# TYPE mails gauge\")")];
        assert_eq!(check(&files).len(), 2);
    }
}
