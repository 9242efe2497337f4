//! Finds Chromium, which the browser tests and the demo drive; installs it where it may.

use crate::{problem::Problem, setup};
use std::env;

const SENTENCE: &str =
    "Chromium is needed for the browser: install it (on Debian: apt-get install chromium), or name it in $CHROMIUM.";

/// The program to start.
pub fn find() -> Result<String, Problem> {
    if let Ok(named) = env::var("CHROMIUM") {
        return runs(&named)
            .ok_or_else(|| Problem::new(format!("$CHROMIUM names {named}, which does not run. {SENTENCE}")));
    }
    if let Some(found) = installed() {
        return Ok(found);
    }
    if !setup::may_install() {
        return Err(Problem::new(SENTENCE));
    }
    setup::debian_package("chromium")?;
    installed().ok_or_else(|| Problem::new(SENTENCE))
}

fn installed() -> Option<String> {
    ["/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"].into_iter().find_map(runs)
}

fn runs(program: &str) -> Option<String> {
    setup::answer(program, &["--version"])?;
    // Playwright wants a path.
    if program.contains('/') { Some(program.into()) } else { setup::answer("which", &[program]) }
}
