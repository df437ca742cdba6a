//! The image keeps what it promises: a base with a name and a version, nothing fetched from anywhere, a user without rights, a health check.

use super::Finding;
use super::files::File;

const PATH: &str = "deploy/Containerfile";
/// Programs that fetch something, each as a word of its own.
const FETCHES: [&str; 4] = ["curl", "wget", "git", "scp"];

/// One instruction, with its continued lines.
struct Instruction {
    line: usize,
    word: String,
    rest: String,
}

pub(super) fn check(files: &[File]) -> Vec<Finding> {
    let Some(file) = files.iter().find(|file| file.path == PATH) else { return vec![Finding::new(PATH, "there is none")] };
    let all = instructions(&file.text);
    let place = |line: usize| format!("{PATH}:{line}");
    let mut stages = vec!["scratch".to_owned()];
    let mut findings = Vec::new();
    for Instruction { line, word, rest } in &all {
        let objection = match word.as_str() {
            "FROM" => {
                let words: Vec<&str> = rest.split_whitespace().filter(|word| !word.starts_with("--")).collect();
                let objection = base(words.first().copied().unwrap_or_default(), &stages);
                stages.extend(words.get(2).map(|name| (*name).to_owned()));
                objection
            }
            "ADD" => Some("COPY brings files; ADD fetches and unpacks, too".to_owned()),
            "COPY" => rest.split_whitespace().find_map(|word| base(word.strip_prefix("--from=")?, &stages)),
            "RUN" => fetches(rest).map(|what| format!("`{what}`: nothing is fetched but by cargo, npm, rustup and apt")),
            "ENTRYPOINT" | "CMD" | "HEALTHCHECK" => shell(rest),
            _ => None,
        };
        findings.extend(objection.map(|message| Finding::new(place(*line), message)));
    }
    let last = all.iter().rposition(|instruction| instruction.word == "FROM").unwrap_or(0);
    let of_last = |word: &str| all[last..].iter().rfind(|instruction| instruction.word == word);
    match of_last("USER") {
        Some(user) if !is_without_rights(&user.rest) => {
            findings.push(Finding::new(place(user.line), "the user is a number, and not 0: nobody can look up a name who has to know"));
        }
        Some(_) => {}
        None => findings.push(Finding::new(PATH, "the last stage says no USER: it would be root")),
    }
    if of_last("HEALTHCHECK").is_none_or(|check| check.rest.trim() == "NONE") {
        findings.push(Finding::new(PATH, "the last stage has no HEALTHCHECK"));
    }
    findings
}

/// Lines that end with `\` go on; comments among them don't count.
fn instructions(text: &str) -> Vec<Instruction> {
    let mut all: Vec<Instruction> = Vec::new();
    let mut goes_on = false;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (said, continued) = line.strip_suffix('\\').map_or((line, false), |said| (said, true));
        match all.last_mut() {
            Some(instruction) if goes_on => instruction.rest.push_str(&[" ", said].concat()),
            _ => {
                let (word, rest) = said.split_once(char::is_whitespace).unwrap_or((said, ""));
                all.push(Instruction { line: index + 1, word: word.to_ascii_uppercase(), rest: rest.to_owned() });
            }
        }
        goes_on = continued;
    }
    all
}

/// Why a stage must not begin with this image, or files come out of it.
fn base(image: &str, stages: &[String]) -> Option<String> {
    if stages.iter().any(|stage| stage == image) {
        return None;
    }
    let (registry, name) = image.split_once('/').unwrap_or(("", image));
    let tag = name.rsplit_once(':').map_or("", |(_, tag)| tag);
    let is_pinned = registry.contains('.') && tag.contains(|c: char| c.is_ascii_digit());
    (!is_pinned).then(|| format!("{image}: a base has its registry's name and a version (docker.io/library/rust:1.95.0-slim-trixie)"))
}

/// What in a command would fetch something.
fn fetches(command: &str) -> Option<&str> {
    let mut words = command.split(|c: char| c.is_whitespace() || ";|&()".contains(c));
    words.find(|word| FETCHES.contains(word) || word.contains("://"))
}

/// There is no shell in the image.
fn shell(rest: &str) -> Option<String> {
    let command = rest.split_once("CMD ").map_or(rest, |(_, command)| command).trim();
    let is_list = command.starts_with('[') && command.ends_with(']');
    (!is_list && command != "NONE").then(|| "the image has no shell: a list of words, [\"program\", \"word\"]".to_owned())
}

/// `8480` or `8480:8480`.
fn is_without_rights(user: &str) -> bool {
    user.trim().split(':').all(|id| id.parse::<u32>().is_ok_and(|id| id > 0))
}

#[cfg(test)]
mod tests {
    use super::super::files::file;
    use super::*;

    const GOOD: &str = "# An image.\nFROM docker.io/library/rust:1.95.0-slim AS build\n\
        RUN apt-get update \\\n # why\n && install /bin/busybox /image/usr/bin/wget\n\
        FROM scratch\nCOPY --from=build /image/ /\nUSER 8480:8480\n\
        HEALTHCHECK --timeout=5s CMD [\"/usr/bin/wget\"]\nENTRYPOINT [\"/usr/bin/eyelevel\"]\n";

    fn places(text: &str) -> Vec<String> {
        check(&[file(PATH, text)]).into_iter().map(|finding| finding.place).collect()
    }

    #[test]
    fn what_keeps_its_promises_passes() {
        assert_eq!(check(&[file(PATH, GOOD)]), []);
        assert_eq!(check(&[]).len(), 1);
    }

    #[test]
    fn a_base_without_a_version_is_found() {
        for base in ["rust", "rust:1.95", "docker.io/library/rust", "docker.io/library/rust:latest"] {
            assert_eq!(places(&GOOD.replace("docker.io/library/rust:1.95.0-slim", base)), ["deploy/Containerfile:2"], "{base}");
        }
        assert_eq!(places(&GOOD.replace("--from=build", "--from=docker.io/library/busybox")), ["deploy/Containerfile:7"]);
    }

    #[test]
    fn what_fetches_is_found() {
        assert_eq!(places(&GOOD.replace("COPY --from=build /image/ /", "ADD https://example.com/x /")), ["deploy/Containerfile:7"]);
        for command in ["curl -O x", "git clone x", "(wget x)", "tar --get https://example.com/x"] {
            assert_eq!(places(&GOOD.replace("apt-get update", command)), ["deploy/Containerfile:3"], "{command}");
        }
    }

    #[test]
    fn root_is_found_whatever_it_is_called() {
        for user in ["root", "0", "0:0", "8480:0", "eyelevel"] {
            assert_eq!(places(&GOOD.replace("8480:8480", user)), ["deploy/Containerfile:8"], "{user}");
        }
        assert_eq!(places(&GOOD.replace("USER 8480:8480\n", "")), ["deploy/Containerfile"]);
        // That of an earlier stage is not the image's.
        assert_eq!(places(&GOOD.replace("USER 8480:8480\n", "").replace("FROM scratch", "USER 1\nFROM scratch")), ["deploy/Containerfile"]);
    }

    #[test]
    fn a_missing_check_and_a_shell_are_found() {
        assert_eq!(places(&GOOD.replace("HEALTHCHECK --timeout=5s CMD [\"/usr/bin/wget\"]\n", "")), ["deploy/Containerfile"]);
        assert_eq!(places(&GOOD.replace("[\"/usr/bin/eyelevel\"]", "eyelevel serve")), ["deploy/Containerfile:10"]);
    }
}
