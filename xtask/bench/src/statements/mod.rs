//! Statements: how fast files are read, beside other people's readers, how fast lines are matched, and how well.

mod files;
mod matching;
mod quality;
mod reading;

/// `python`: with the peers installed; none: we are measured without them.
pub(crate) fn run(python: Option<(&str, &str)>) -> Result<(), String> {
    println!("## Statements\n");
    reading::run(python)?;
    matching::run();
    quality::run();
    Ok(())
}
