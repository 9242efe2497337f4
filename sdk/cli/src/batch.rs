//! `ikd verify --batch`: a file of records, each verified anew as of its own time with the lists of that time.
//!
//! In: NDJSON, a folder of historical lists, and today's lists. Out: a JSON line a record in the order of the file, and a
//! sum on standard error. Any size of file in the same memory, on every core. A line that cannot be read is a verdict on
//! that line; the others go on.

mod archive;
mod evidence;
mod lines;
mod progress;
mod report;
mod tally;
mod verdict;
mod workers;

use crate::settings::Settings;
use crate::{Misuse, input};
use archive::Archive;
use clap::{Args, value_parser};
use ikd_verify::{Claim169, Error, Hindsight, TrustList};
use lines::{Extent, Lines};
use progress::Progress;
use report::Report;
use std::fs::File;
use std::io::{Read, stdin};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use tally::Tally;
use verdict::{Judge, Shown};

/// The options of `ikd verify --batch`.
#[derive(Args)]
#[command(next_help_heading = "Batch")]
pub struct Options {
    /// Verify a file of records instead, or - for standard input: a JSON object a line, of at most 64 KiB.
    #[arg(long, value_name = "FILE.ndjson", requires = "lists", long_help = RECORD)]
    batch: Option<PathBuf>,
    /// The folder of the lists that records name by the SHA-256 of their bytes. The files' names do not matter.
    #[arg(long, value_name = "FOLDER", requires = "batch")]
    lists: Option<PathBuf>,
    /// Today's trust list: say of each verified record whether its issuer's key was revoked since.
    #[arg(long, value_name = "FILE.cbor", requires = "batch")]
    since_trust_list: Option<PathBuf>,
    /// A status list of today, once for each list: say whether the credential was revoked or suspended since.
    #[arg(long = "since-status-list", value_name = "FILE.cbor", requires = "since_trust_list")]
    since_status_lists: Vec<PathBuf>,
    /// Write the results to a new file instead of standard output.
    #[arg(long, value_name = "FILE", requires = "batch")]
    output: Option<PathBuf>,
    /// Continue after the last whole line of the output file, which was begun with the same options.
    #[arg(long, requires = "output")]
    resume: bool,
    /// The first line to verify.
    #[arg(long, value_name = "LINE", default_value_t = 1, value_parser = value_parser!(u64).range(1..), requires = "batch")]
    from: u64,
    /// The last line to verify.
    #[arg(long, value_name = "LINE", default_value_t = u64::MAX, hide_default_value = true, requires = "batch")]
    to: u64,
    /// Verify the K-th of N parts of the file. The parts' results, one behind the other, are those of the whole.
    #[arg(long, value_name = "K/N", value_parser = part, conflicts_with_all = ["from", "to"], requires = "batch")]
    part: Option<(u64, u64)>,
}

const RECORD: &str = "\
Verify a file of records instead, or - for standard input: a JSON object a line, of at most 64 KiB, with the members
  presentation  the QR's text
  request       the relying party's request (optional: without it audience and nonce are not checked)
  requestHash   its hash, which it must have (optional)
  at            UNIX seconds of the scan, by which everything is judged
  fields        names of the fields that were agreed to (optional: all that were asked for)
  trustList     SHA-256 of the trust list's bytes, 64 hex digits
  statusLists   those of status lists (optional)
  id            a text that the result repeats (optional)
and no others. Each gives one line: {\"line\":N,\"id\":…, the result as without --batch, \"since\":…}. Line N that is no such
object is rejected as evidence_malformed, with a reason: json, type, size, request (a hash without one), trust_list or
status_list (the folder does not have it).
With --since-trust-list, a verified line ends with \"since\", by the lists of today, which do not change the verdict:
  status              valid, revoked or suspended by today's status lists; unknown where none of them tells
  issuerKey           current; not_current: its time ended, which is no revocation; revoked; unknown: not listed any more
  issuerKeyRevokedAt  from when on. Up to the record's time, the key was already lost at the scan; later, it was good then
Exit status: 0 all verified, 1 some rejected, 2 misuse.";

fn part(text: &str) -> Result<(u64, u64), &'static str> {
    let numbers = text.split_once('/').and_then(|(part, parts)| Some((part.parse().ok()?, parts.parse().ok()?)));
    numbers.filter(|(part, parts)| (1..=*parts).contains(part)).ok_or("it is K/N, such as 2/5")
}

impl Options {
    /// Whether there is a file of records.
    pub fn is_given(&self) -> bool {
        self.batch.is_some()
    }

    /// Exit 0 all verified, 1 some rejected, 2 misuse.
    pub fn run(
        &self,
        settings: &Settings,
        claim169: Claim169,
        now: Option<u64>,
        release: &str,
    ) -> Result<ExitCode, Misuse> {
        let (Some(file), Some(folder)) = (&self.batch, &self.lists) else {
            return Err("--batch and --lists go together".into());
        };
        settings.names_no_file()?;
        let hindsight = self.hindsight(settings, now)?;
        let archive = Archive::open(folder, settings.anchors()?, (settings.rules(), claim169))?;
        let judge = Judge { archive, hindsight, shown: Shown::named(release)? };
        let (source, size) = open(file)?;
        let extent = self.extent(size)?;
        let progress = Progress::of(size.map(|size| (extent.bytes.start, extent.bytes.end.min(size))));
        let lines = Lines::open(source, extent, file.display().to_string())?;
        let report = self.report(lines.number())?;
        verify(&judge, lines, report, progress)
    }

    /// Today's lists. One that does not count would make every `since` unknown, and is misuse.
    fn hindsight(&self, settings: &Settings, now: Option<u64>) -> Result<Option<Hindsight>, Misuse> {
        let Some(path) = &self.since_trust_list else {
            return if now.is_none() {
                Ok(None)
            } else {
                Err("--now is today's, and counts only with --since-trust-list".into())
            };
        };
        let trust_list = TrustList::open(&input::file(path)?, &settings.anchors()?).map_err(Error::from);
        let status_lists =
            self.since_status_lists.iter().map(|path| input::file(path)).collect::<Result<Vec<_>, _>>()?;
        let now = input::now(now)?;
        let hindsight = trust_list.and_then(|trust_list| Hindsight::new(trust_list, status_lists, now));
        hindsight.map(Some).map_err(|error| format!("today's lists are refused: {}: {error}", error.code()))
    }

    fn extent(&self, size: Option<u64>) -> Result<Extent, Misuse> {
        let numbers = (self.from, self.to);
        let Some((part, parts)) = self.part else { return Ok(Extent { numbers, bytes: 0..u64::MAX }) };
        let size = size.ok_or("--part takes a file, of which the size is known")?;
        let begin = |part: u64| u64::try_from(u128::from(size) * u128::from(part) / u128::from(parts)).unwrap_or(size);
        Ok(Extent { numbers, bytes: begin(part - 1)..begin(part) })
    }

    fn report(&self, first: u64) -> Result<Report, Misuse> {
        match &self.output {
            None => Ok(Report::on_standard_output(first)),
            Some(path) if self.resume => Report::resume(path, first),
            Some(path) => Report::create(path, first),
        }
    }
}

/// The records, and the file's size where it is a file.
fn open(path: &Path) -> Result<(Box<dyn Read + Send>, Option<u64>), Misuse> {
    if path == Path::new("-") {
        return Ok((Box::new(stdin()), None));
    }
    let unreadable = |error| format!("cannot read {}: {error}", path.display());
    let file = File::open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    let size = metadata.is_file().then_some(metadata.len());
    Ok((Box::new(file), size))
}

fn verify(
    judge: &Judge,
    mut lines: Lines<impl Read + Send>,
    mut report: Report,
    mut progress: Progress,
) -> Result<ExitCode, Misuse> {
    if !lines.skip_to(report.next)? {
        return Err("the output file has more lines than there are records".into());
    }
    let mut tally = Tally::default();
    workers::in_order(
        lines,
        |chunk| judge.judge(&chunk),
        |verdicts| {
            report.write(&verdicts.text)?;
            tally += verdicts.tally;
            progress.show(&tally, verdicts.end);
            Ok(())
        },
    )?;
    report.sync()?;
    let mut all = report.before;
    all += tally;
    progress.end(&all, &tally);
    Ok(ExitCode::from(u8::from(all.rejected > 0)))
}
