//! The three functions that IKD names, read from a released presentation: pembuktian, otentikasi, otorisasi.
//!
//! They sum the levels up for a report and replace none of them: whoever decides reads the levels.

use crate::credential::Released;
use crate::fields::HolderCheck;
use alloc::vec::Vec;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Otentikasi: what says that the person who showed the code is its holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// Nothing.
    None,
    /// The issuer's app checked its user.
    Checked,
    /// The code is bound to this session or to the holder's device.
    Bound,
    /// Both.
    BoundAndChecked,
}

impl Authentication {
    /// The stable word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Checked => "checked",
            Self::Bound => "bound",
            Self::BoundAndChecked => "bound_and_checked",
        }
    }
}

/// Pembuktian is `verified`, or there would be no release; the others are here.
///
/// ```
/// # use ikd_sandbox::{Fault, Wallet, trust};
/// # use ikd_verify::{Anchors, Choice, Clock, Environment, Now, PublicKey, TrustList, Verifier};
/// # let roots = trust::roots().iter().filter_map(PublicKey::from_bytes).collect();
/// # let anchors = Anchors::new(roots, Environment::Sandbox).unwrap();
/// # let verifier = Verifier::new(TrustList::open(&trust::list(1, 1_800_000_000), &anchors));
/// # let code = Wallet::budi().mint(None, &["nik", "nama"], 1_800_000_000, Fault::None);
/// # let credential = verifier.verify(&code, Now::new(1_800_000_000, Clock::Given))?;
/// let released = credential.release(&verifier.grant(Choice::Fields(&["nama"]))?)?;
/// assert_eq!(
///     serde_json::to_string(&released.functions()).unwrap(),
///     r#"{"pembuktian":"verified","otentikasi":"none","otorisasi":["nama"]}"#
/// );
/// # Ok::<(), ikd_verify::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Functions {
    /// Otentikasi, from holderBinding and holderCheck.
    pub authentication: Authentication,
    /// Otorisasi: the names of the fields that were released under the consent.
    pub authorisation: Vec<&'static str>,
}

impl Released {
    /// The three functions.
    #[must_use]
    pub fn functions(&self) -> Functions {
        let levels = &self.facts.levels;
        let (bound, checked) = (levels.holder_binding() != "none", levels.holder_check != HolderCheck::None);
        let authentication = match (bound, checked) {
            (false, false) => Authentication::None,
            (false, true) => Authentication::Checked,
            (true, false) => Authentication::Bound,
            (true, true) => Authentication::BoundAndChecked,
        };
        Functions { authentication, authorisation: self.fields.names().collect() }
    }
}

impl Serialize for Functions {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = serializer.serialize_struct("Functions", 3)?;
        json.serialize_field("pembuktian", "verified")?;
        json.serialize_field("otentikasi", self.authentication.word())?;
        json.serialize_field("otorisasi", &self.authorisation)?;
        json.end()
    }
}
