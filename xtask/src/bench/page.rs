//! docs/performance.md, section by section.

/// The page with these sections instead of those that have the same headings; others stay, new ones come last.
pub(super) fn with(page: &str, sections: &str) -> String {
    let (head, mut all) = split(page);
    for new in split(sections).1 {
        match all.iter_mut().find(|old| heading(old) == heading(new)) {
            Some(old) => *old = new,
            None => all.push(new),
        }
    }
    let all: Vec<&str> = std::iter::once(head).chain(all).map(str::trim_end).collect();
    all.join("\n\n") + "\n"
}

/// Each section with a line that says when it was measured: the page's first lines don't.
pub(super) fn dated(sections: &str, when: &str) -> String {
    let dated = |section: &&str| section.replacen("\n\n", &format!("\n\n{when}\n\n"), 1);
    split(sections).1.iter().map(dated).collect()
}

/// What stands before the first heading, and the sections with theirs.
fn split(text: &str) -> (&str, Vec<&str>) {
    let begins: Vec<usize> = text.match_indices("## ").map(|(at, _)| at).filter(|at| *at == 0 || text[..*at].ends_with('\n')).collect();
    let ends = begins.iter().skip(1).copied().chain([text.len()]);
    let sections = begins.iter().zip(ends).map(|(begin, end)| &text[*begin..end]).collect();
    (&text[..begins.first().copied().unwrap_or(text.len())], sections)
}

fn heading(section: &str) -> &str {
    section.lines().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# Page\n\nHead.\n\n## One\n\n1\n\n\n## Two\n\n2 ## no heading\n";

    #[test]
    fn a_section_takes_the_place_of_its_old_self() {
        assert_eq!(with(PAGE, "## One\n\n3\n\n"), "# Page\n\nHead.\n\n## One\n\n3\n\n## Two\n\n2 ## no heading\n");
    }

    #[test]
    fn a_new_section_comes_last_and_is_replaced_the_next_time() {
        let once = with(PAGE, "## Three\n\n3\n");
        assert!(once.ends_with("2 ## no heading\n\n## Three\n\n3\n"), "{once}");
        assert_eq!(with(&once, "## Three\n\n3\n"), once);
    }

    #[test]
    fn a_section_that_was_measured_alone_says_when() {
        assert_eq!(dated("## One\n\n1\n\n## Two\n\n2\n", "Today."), "## One\n\nToday.\n\n1\n\n## Two\n\nToday.\n\n2\n");
    }
}
