//! The end-to-end tests: plain Node, playwright-core, the real server, real Chromium.

use super::browser;
use super::context::Context;
use super::outcome::Outcome;
use super::runners::count;
use super::rust::build_server;
use crate::command::{command, executable};
use crate::tools::node;
use crate::{Result, cache, portal};

pub(super) fn run(context: &mut Context) -> Result<Outcome> {
    let Some(node) = node::install()? else {
        return Ok(Outcome::missing("Node 20 or newer is not installed"));
    };
    let chromium = match browser::chromium() {
        Ok(chromium) => chromium,
        Err(reason) => return Ok(Outcome::missing(reason)),
    };
    node::packages_for_e2e()?;
    if !build_server(context)? {
        return Ok(Outcome::one(false, "the server does not build"));
    }
    let dist = portal::build(portal::Build::Shipping, false)?;
    let mut tests = command(&node);
    tests.arg("e2e/run.mjs").env("EYELEVEL_CHROMIUM", chromium).env("EYELEVEL_PORTAL_DIR", dist);
    tests.env("EYELEVEL_BINARY", executable(&context.target.join("debug"), "eyelevel"));
    tests.env("EYELEVEL_WORKSPACE", cache::workspace());
    let ended = context.run(&mut tests)?;
    Ok(count(&ended.output).with_exit(ended.success))
}
