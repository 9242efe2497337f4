//! The lists as a page's own verifier takes them: the same that judge here, in Base64, and what they are judged by.

use base64ct::{Base64, Encoding};
use ikd_verify::{Anchors, StatusPolicy, hex};
use serde::Serialize;

/// Options of a page's verifier. There is nothing secret in them.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PageTrust {
    roots: Vec<String>,
    trust_list: String,
    status_lists: Vec<String>,
    environment: &'static str,
    #[serde(skip_serializing_if = "is_zero")]
    min_seq: u64,
    status_policy: &'static str,
}

impl PageTrust {
    /// Of a trust list and status lists that were found good.
    pub fn of((anchors, policy): (&Anchors, StatusPolicy), trust: &[u8], status: &[Vec<u8>]) -> Self {
        Self {
            roots: anchors.roots().iter().map(|root| hex::encode(&root.to_bytes())).collect(),
            trust_list: Base64::encode_string(trust),
            status_lists: status.iter().map(|list| Base64::encode_string(list)).collect(),
            environment: anchors.environment().word(),
            min_seq: anchors.least(),
            status_policy: policy.word(),
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
