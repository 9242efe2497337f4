//! Every record of `test-vectors/verify` and of `test-vectors/frames`: the verdict must be the one that is written there.

#[expect(dead_code, reason = "two test binaries share it, and each reads a part")]
mod record;

use ikd_sandbox::{claim169, cose};
use ikd_scan::{Frame, QrText, Scanner};
use libtest_mimic::{Arguments, Failed, Trial};
use record::{Intermediates, Record, folder, records, unhex};
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

fn main() {
    let verdicts = records().into_iter().map(|record| Trial::test(record.id.clone(), move || verdict(&record)));
    let frames = frames().into_iter().map(|frame| Trial::test(format!("frame-{}", frame.id), move || frame.check()));
    libtest_mimic::run(&Arguments::from_args(), verdicts.chain(frames).collect()).exit();
}

fn verdict(record: &Record) -> Result<(), Failed> {
    same(&record.outcome(), &record.expect)?;
    let Some(Intermediates { cose, to_be_signed }) = &record.intermediates else { return Ok(()) };
    let packed = if record.is_ours() { cose::qr_text } else { claim169::qr_text };
    same(&json!(packed(&unhex(cose))), &json!(record.presentation))?;
    match (record.verifier().verify(&record.presentation, record.now()), to_be_signed) {
        (Ok(credential), Some(signed)) => {
            same(&json!(credential.signed_hash().bytes()[..]), &json!(Sha256::digest(unhex(signed))[..]))
        }
        _ => Ok(()),
    }
}

fn same(got: &Value, expect: &Value) -> Result<(), Failed> {
    if got == expect { Ok(()) } else { Err(format!("expected {expect}\n     got {got}").into()) }
}

#[derive(Deserialize)]
struct FrameRecord {
    id: String,
    file: String,
    width: usize,
    height: usize,
    text: Option<String>,
    expect: Value,
}

fn frames() -> Vec<FrameRecord> {
    let index = std::fs::read(folder().join("frames/frames.json")).expect("test-vectors/frames/frames.json");
    serde_json::from_slice(&index).expect("frames.json is a list of frames")
}

impl FrameRecord {
    fn check(&self) -> Result<(), Failed> {
        let file = std::fs::read(folder().join(&self.file))?;
        let luma = &file[file.len() - self.width * self.height..];
        let frame = Frame::new(luma, self.width, self.height)?;
        let found = Scanner::new().find_in_picture(&frame);
        let code = found.as_ref().err().map(|error| error.code());
        let text = found.ok().flatten();
        let read = text.as_ref().map(QrText::as_str) == self.text.as_deref();
        if !read || code.is_some() && code != self.expect["code"].as_str() {
            return Err(
                format!("read {}, code {code:?}", if text.is_some() { "another text" } else { "nothing" }).into()
            );
        }
        // The verdict on the text is the verdict on the frame.
        let Some(text) = &self.text else { return Ok(()) };
        let record = records().into_iter().find(|record| record.id == "nik-and-nama").ok_or("no such record")?;
        let outcome = Record { presentation: text.clone(), request: None, consent: json!("all"), ..record }.outcome();
        same(&outcome, &self.expect)
    }
}
