//! Finds Firefox, and WebKit's driver with a screen for it, which the tests in other browsers than Chromium start; installs them where it may.
//!
//! A browser that cannot be had is no failure: its tests are not run, and the reason is said.

use crate::{problem::Problem, setup};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// A program that a browser's tests start.
struct Program {
    /// Names it to the tests.
    variable: &'static str,
    name: &'static str,
    /// Debian's.
    package: &'static str,
    browser: &'static str,
}

/// `MiniBrowser` comes with the driver.
const PROGRAMS: [Program; 3] = [
    Program { variable: "FIREFOX", name: "firefox-esr", package: "firefox-esr", browser: "Firefox" },
    Program { variable: "WEBKIT_DRIVER", name: "WebKitWebDriver", package: "webkit2gtk-driver", browser: "WebKit" },
    Program { variable: "XVFB", name: "Xvfb", package: "xvfb", browser: "WebKit" },
];

/// The programs that are there.
pub struct Browsers(Vec<(&'static str, PathBuf)>);

impl Browsers {
    /// Finds each, or installs it, or says that its browser's tests are not run.
    pub fn find() -> Self {
        let found = PROGRAMS.iter().filter_map(|program| match program.found_or_installed() {
            Ok(path) => Some((program.variable, path)),
            Err(problem) => {
                println!("     not run: the package in {}, because {problem}", program.browser);
                None
            }
        });
        Self(found.collect())
    }

    /// Names them to a command.
    pub fn name_to<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        command.envs(self.0.iter().map(|(variable, path)| (variable, path)))
    }
}

impl Program {
    fn found_or_installed(&self) -> Result<PathBuf, Problem> {
        if let Some(found) = self.find() {
            return Ok(found);
        }
        if setup::may_install() && env::var_os(self.variable).is_none() {
            setup::debian_package(self.package)?;
        }
        let Self { variable, name, package, .. } = self;
        let sentence =
            format!("{name} is needed: install it (on Debian: apt-get install {package}), or name it in ${variable}.");
        self.find().ok_or_else(|| Problem::new(sentence))
    }

    fn find(&self) -> Option<PathBuf> {
        let folders = env::var_os("PATH").unwrap_or_default();
        let mut paths = env::split_paths(&folders).map(|folder| folder.join(self.name));
        let named = env::var_os(self.variable).map(PathBuf::from);
        named.map_or_else(|| paths.find(|path| path.is_file()), |path| Some(path).filter(|path| Path::is_file(path)))
    }
}
