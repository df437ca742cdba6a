//! Who may know whom, as a table. A new feature gets its line here.

/// From the bottom up: a feature may know those in lower rows and those beside it in its own group, nobody else.
const ROWS: [&[&[&str]]; 5] = [
    &[&["people", "organisations", "session"]],
    &[&["requests", "promises", "threads", "attachments", "drafts", "calendars"]],
    &[&["deliveries", "recipient_page"]],
    &[&["demo_kits", "catalogue"], &["enquiries"], &["licences"], &["statements"], &["returns"]],
    &[
        &["board", "queue", "guide", "mail_health", "mail_texts"],
        &["scorecard"],
        &["admin"],
        &["search"],
        &["exports"],
        &["audit"],
        &["live"],
        &["notices"],
        &["webhooks"],
    ],
];

/// Modules that put everything together and therefore name all: the app, and the demo world.
const ROOFS: [&str; 8] = ["app", "cli", "demo", "jobs", "lib", "main", "openapi", "serve"];

/// Where a module stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Standing {
    /// Names everybody.
    Roof,
    /// Row (higher knows lower) and group within the row.
    Feature(usize, usize),
    /// Knows no feature.
    Foundation,
}

pub(super) fn standing(module: &str) -> Standing {
    if ROOFS.contains(&module) {
        return Standing::Roof;
    }
    for (row, groups) in ROWS.iter().enumerate() {
        if let Some(group) = groups.iter().position(|group| group.contains(&module)) {
            return Standing::Feature(row, group);
        }
    }
    Standing::Foundation
}

/// Why `from` must not know `to`; nothing when it may.
pub(super) fn objection(from: &str, to: &str) -> Option<String> {
    match (standing(from), standing(to)) {
        (Standing::Roof, _) | (Standing::Feature(..), Standing::Foundation) => None,
        (Standing::Foundation, Standing::Foundation) => None,
        (_, Standing::Roof) if from == "ui" => Some("ui knows texts and contract only".to_owned()),
        // AppState and the like live in the roof, and everybody is handed them.
        (_, Standing::Roof) => None,
        (Standing::Foundation, Standing::Feature(..)) => {
            Some(format!("`{from}` is foundation and must not know the feature `{to}`: declare a trait, app.rs registers who answers"))
        }
        (Standing::Feature(row, group), Standing::Feature(other_row, other_group)) => {
            let allowed = other_row < row || (other_row == row && other_group == group);
            (!allowed).then(|| {
                format!("`{from}` must not know `{to}`, which stands beside or above it: declare a trait, app.rs registers who answers")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn higher_knows_lower_and_never_the_other_way() {
        assert_eq!(objection("demo_kits", "deliveries"), None);
        assert_eq!(objection("board", "people"), None);
        assert!(objection("people", "requests").is_some());
        assert!(objection("deliveries", "demo_kits").is_some());
    }

    #[test]
    fn neighbours_are_strangers_unless_they_share_a_group() {
        assert!(objection("demo_kits", "licences").is_some());
        assert_eq!(objection("threads", "requests"), None);
    }

    #[test]
    fn the_roof_knows_all_and_the_foundation_no_feature() {
        assert_eq!(objection("app", "board"), None);
        assert_eq!(objection("people", "db"), None);
        assert_eq!(objection("db", "error"), None);
        assert!(objection("db", "people").is_some());
        assert!(objection("ui", "app").is_some());
    }
}
