use std::time::Duration;

use super::BadSettings;

/// An external generator of keys: a program, what it is called with, and how long it may take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generator {
    pub program: String,
    pub arguments: Vec<String>,
    pub patience: Duration,
}

/// Longer than that nobody waits for an answer.
const SECONDS_MAX: u64 = 60;

impl Generator {
    /// Reads a command line as a shell would split it, without running one.
    ///
    /// # Errors
    /// If it is empty or a quote is not closed, or the time is nothing or more than a minute.
    pub fn parse(command: &str, seconds: Option<u64>) -> Result<Self, BadSettings> {
        let mut words = shell_words::split(command).map_err(|e| BadSettings(format!("key_generator: {e}")))?.into_iter();
        let program = words.next().ok_or_else(|| BadSettings("key_generator names no program".to_owned()))?;
        let seconds = seconds.unwrap_or(10);
        if !(1..=SECONDS_MAX).contains(&seconds) {
            return Err(BadSettings(format!("key_generator_seconds: from 1 to {SECONDS_MAX}, not {seconds}")));
        }
        Ok(Self { program, arguments: words.collect(), patience: Duration::from_secs(seconds) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_split_as_a_shell_would() {
        let generator = Generator::parse("/opt/keys/make --dir '/opt/my keys'", Some(3)).expect("a command");
        assert_eq!((generator.program.as_str(), generator.arguments.len()), ("/opt/keys/make", 2));
        assert_eq!((generator.arguments[1].as_str(), generator.patience), ("/opt/my keys", Duration::from_secs(3)));
        for (command, seconds) in [("", None), ("  ", None), ("make 'it", None), ("make", Some(0)), ("make", Some(61))] {
            assert!(Generator::parse(command, seconds).is_err(), "{command} {seconds:?}");
        }
    }
}
