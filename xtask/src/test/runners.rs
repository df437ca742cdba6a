//! What the runners print at their end, as numbers.

use super::outcome::Outcome;

/// Adds up every result that cargo test, nextest, wasm-bindgen-test or `node --test` printed.
pub(super) fn count(output: &str) -> Outcome {
    let mut outcome = Outcome::default();
    for line in output.lines() {
        let line = plain(line);
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result:") {
            outcome.passed += before(result, "passed");
            outcome.failed += before(result, "failed");
            outcome.skipped += before(result, "ignored");
        } else if line.starts_with("Summary [") {
            outcome.passed += before(line, "passed");
            outcome.failed += before(line, "failed") + before(line, "timed out") + before(line, "exec failed");
            outcome.skipped += before(line, "skipped");
        } else if let Some((what, number)) = node(line) {
            match what {
                "pass" => outcome.passed += number,
                "fail" | "cancelled" => outcome.failed += number,
                "skipped" | "todo" => outcome.skipped += number,
                _ => {}
            }
        }
    }
    outcome
}

/// In `13 passed, 1 failed`, the number before the word.
fn before(text: &str, word: &str) -> usize {
    let parts = text.split([',', ';', ':', '.']);
    let number = |part: &str| part.trim().strip_suffix(word)?.split_whitespace().next_back()?.parse().ok();
    // `(1 slow)` may follow the word.
    parts.map(|part| part.split('(').next().unwrap_or(part)).find_map(number).unwrap_or(0)
}

/// `# pass 3` (TAP) and `ℹ pass 3` (spec) alike.
fn node(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ "))?;
    let (what, number) = rest.split_once(' ')?;
    Some((what, number.parse().ok()?))
}

/// Without colours.
fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((text, coloured)) = rest.split_once("\x1b[") {
        out.push_str(text);
        rest = coloured.split_once('m').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(output: &str) -> (usize, usize, usize) {
        let outcome = count(output);
        (outcome.passed, outcome.failed, outcome.skipped)
    }

    #[test]
    fn cargo_test_prints_one_line_a_binary() {
        let output = "test result: ok. 14 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s";
        assert_eq!(numbers(output), (17, 2, 1));
    }

    #[test]
    fn wasm_bindgen_prints_nearly_the_same() {
        assert_eq!(numbers("test result: ok. 1 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.01s"), (1, 0, 0));
    }

    #[test]
    fn nextest_prints_one_summary() {
        assert_eq!(numbers("     Summary [   1.204s] 16 tests run: 13 passed (1 slow), 2 failed, 1 timed out, 4 skipped"), (13, 3, 4));
        assert_eq!(
            numbers("\x1b[32;1m     Summary\x1b[0m [   0.010s] \x1b[1m14\x1b[0m tests run: \x1b[1m14\x1b[0m passed, 0 skipped"),
            (14, 0, 0)
        );
    }

    #[test]
    fn node_prints_seven_lines() {
        let output = "ℹ tests 7\nℹ suites 0\nℹ pass 4\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 48.3";
        assert_eq!(numbers(output), (4, 2, 1));
        assert_eq!(numbers("# pass 2\n# fail 0"), (2, 0, 0));
    }
}
