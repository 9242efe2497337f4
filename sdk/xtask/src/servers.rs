//! Finds redis-server and `PostgreSQL`, which the tests of the stores start for themselves; installs them where it may.
//!
//! Nothing that Debian starts by itself after it has installed them is left running.

use crate::{problem::Problem, setup};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const REDIS: &str = "redis-server is needed for the stores: install it (on Debian: apt-get install redis-server), or name it in $REDIS_SERVER.";
const POSTGRES: &str = "PostgreSQL is needed for the stores: install it (on Debian: apt-get install postgresql), or name the folder of initdb \
     and postgres in $POSTGRES_BIN.";

/// The programs that the tests start.
pub struct Servers {
    /// redis-server; redis-cli stands beside it.
    redis: String,
    /// The folder with initdb and postgres.
    postgres: PathBuf,
}

impl Servers {
    /// Finds both, or installs what is missing.
    pub fn find() -> Result<Self, Problem> {
        let redis = match env::var("REDIS_SERVER") {
            Ok(named) => runs_redis(&named).ok_or_else(|| Problem::new(format!("{named} does not run. {REDIS}")))?,
            Err(_) => found_or_installed(redis, "redis-server", REDIS)?,
        };
        let postgres = match env::var_os("POSTGRES_BIN").map(PathBuf::from) {
            Some(named) if has_postgres(&named) => named,
            Some(named) => return Err(Problem::new(format!("{} has none. {POSTGRES}", named.display()))),
            None => found_or_installed(postgres, "postgresql", POSTGRES)?,
        };
        Ok(Self { redis, postgres })
    }

    /// Names them to a command.
    pub fn name_to<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        command.env("REDIS_SERVER", &self.redis).env("POSTGRES_BIN", &self.postgres)
    }
}

fn found_or_installed<T>(find: fn() -> Option<T>, package: &str, sentence: &str) -> Result<T, Problem> {
    if let Some(found) = find() {
        return Ok(found);
    }
    if !setup::may_install() {
        return Err(Problem::new(sentence));
    }
    install(package)?;
    find().ok_or_else(|| Problem::new(sentence))
}

fn redis() -> Option<String> {
    ["/usr/bin/redis-server", "redis-server"].into_iter().find_map(runs_redis)
}

/// The program, when it runs and redis-cli runs beside it.
fn runs_redis(program: &str) -> Option<String> {
    setup::answer(program, &["--version"])?;
    setup::answer(&format!("{}redis-cli", program.strip_suffix("redis-server")?), &["--version"])?;
    Some(program.into())
}

/// Debian keeps each version in a folder of its own, elsewhere `pg_config` says; the newest counts.
fn postgres() -> Option<PathBuf> {
    let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut folders: Vec<PathBuf> =
        versions.map(|version| version.join("bin")).filter(|bin| has_postgres(bin)).collect();
    folders.sort_by_key(|bin| bin.iter().rev().nth(1).and_then(|name| name.to_str()?.parse::<u32>().ok()));
    let said = || setup::answer("pg_config", &["--bindir"]).map(PathBuf::from).filter(|bin| has_postgres(bin));
    folders.pop().or_else(said)
}

fn has_postgres(bin: &Path) -> bool {
    bin.join("initdb").is_file() && bin.join("postgres").is_file()
}

fn install(package: &str) -> Result<(), Problem> {
    setup::debian_package(package)?;
    // Where no service manager runs it was not started either, and the command fails.
    let _ = setup::answer("service", &[package, "stop"]);
    Ok(())
}
