//! Presentations for anybody that were accepted: each counts once (profile §6, scanning at a counter).
//!
//! Without a nonce nothing else tells a second showing from the first. They are remembered by the hash of the signed
//! bytes, never of the text, and until the latest time at which one could still count. A relying party with several
//! devices needs a store that they share.

use crate::credential::Credential;
use crate::evidence::SignedHash;
use crate::limits;
use crate::outcome::Audience;
use crate::time::Now;
use alloc::vec::Vec;

/// The presentation was accepted before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replayed;

/// What one counter has accepted. Keep one as long as it is open.
///
/// ```
/// use ikd_sandbox::{Fault, Wallet, trust};
/// use ikd_verify::{
///     Anchors, Clock, Environment, Now, PublicKey, Replayed, Replays, Request, TrustList, Unchallenged, Verifier,
/// };
/// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// # let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
/// # let at = 1_800_000_000;
/// # let request = Request::read(serde_json::json!({
/// #     "relyingParty": {"id": "https://shop.example", "name": "Toko", "privacyUrl": "https://shop.example/p", "contact": "a@shop.example"},
/// #     "document": "ktp", "purpose": "Umur", "legalBasis": "consent", "retention": "P1D", "processingPeriod": "P1D", "rights": "a@shop.example",
/// #     "fields": [{"name": "usia_18", "required": true, "relevance": "18+"}], "expiresAt": at + 100,
/// # }));
/// let verifier = Verifier::new(TrustList::open(&trust::list(1, at), &anchors)).request(request);
/// let verifier = verifier.unchallenged(Unchallenged::Accept);
/// let now = Now::new(at, Clock::Given);
/// let code = Wallet::budi().mint(None, &["usia_18"], at, Fault::None);
///
/// let mut replays = Replays::default();
/// assert_eq!(replays.take(&verifier.verify(&code, now).unwrap(), now), Ok(()));
/// assert_eq!(replays.take(&verifier.verify(&code, now).unwrap(), now), Err(Replayed));
/// ```
#[derive(Default)]
pub struct Replays(Vec<(SignedHash, u64)>);

impl Replays {
    /// Accepts a presentation for anybody once. One that answers a nonce is the nonce's to judge, and is not remembered.
    ///
    /// # Errors
    /// [`Replayed`].
    pub fn take(&mut self, credential: &Credential, now: Now) -> Result<(), Replayed> {
        if credential.facts().levels.audience != Audience::Any {
            return Ok(());
        }
        let hash = credential.signed_hash();
        self.0.retain(|(_, until)| *until > now.unix());
        if self.0.iter().any(|(taken, _)| *taken == hash) {
            return Err(Replayed);
        }
        self.0.push((hash, credential.facts().expires_at.saturating_add(limits::LEEWAY_MOST)));
        Ok(())
    }
}
