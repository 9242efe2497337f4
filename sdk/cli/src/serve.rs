//! `ikd serve`: a relying party's backend as an internal service, until it is asked to end.

use crate::Misuse;
use clap::Args;
use std::path::PathBuf;
use std::process::ExitCode;

/// The options of `ikd serve`.
#[derive(Args)]
pub struct Arguments {
    /// The configuration. The callers' token stands in the environment, in IKD_API_TOKEN.
    #[arg(long, value_name = "rp.toml")]
    config: PathBuf,
}

/// Exit 0 when it ended as asked, 2 when it did not start, with a sentence for each reason.
pub fn run(arguments: &Arguments) -> Result<ExitCode, Misuse> {
    let served = ikd_server::serve(&arguments.config);
    served.map(|()| ExitCode::SUCCESS).map_err(|sentences| sentences.join("\nikd: "))
}
