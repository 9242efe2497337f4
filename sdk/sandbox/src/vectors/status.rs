//! Tokens with a status claim: without a list the level is `unknown`, and said so (profile §5).

use super::case::{Record, case, minted};
use crate::cbor::Cbor;

pub fn cases() -> Vec<Record> {
    let reference =
        Cbor::Map(vec![(Cbor::text("idx"), Cbor::Int(7)), (Cbor::text("uri"), Cbor::text("https://status.example/1"))]);
    let status = Cbor::Map(vec![(Cbor::text("status_list"), reference)]);
    vec![case("status-claim-without-a-list", &["L11"]).minted(&minted().with(65535, status)).verifies_nik_nama()]
}
