//! Which fields of which presentations were compared: one try each, or yes and no would spell a value out.
//!
//! It is kept by the hash of the signed bytes, so that a code which is verified again gives no second try.

use crate::comparison::MatchError;
use crate::document::Field;
use crate::evidence::SignedHash;
use crate::limits;
use alloc::collections::VecDeque;
use alloc::vec::Vec;

/// The tries that were spent. Keep one as long as the verifier; it forgets the oldest first.
///
/// ```
/// let tries = ikd_verify::Tries::default();
/// ```
#[derive(Default)]
pub struct Tries(VecDeque<(SignedHash, &'static Field)>);

impl Tries {
    /// Spends the one try of each field, or of none.
    pub(crate) fn spend(
        &mut self,
        presentation: SignedHash,
        fields: impl Iterator<Item = &'static Field>,
    ) -> Result<(), MatchError> {
        let mut spent: Vec<(SignedHash, &'static Field)> = Vec::new();
        for field in fields {
            let one = (presentation, field);
            if self.0.contains(&one) || spent.contains(&one) {
                return Err(MatchError::Spent(field));
            }
            spent.push(one);
        }
        self.0.extend(spent);
        let beyond = self.0.len().saturating_sub(limits::TRIES);
        self.0.drain(..beyond);
        Ok(())
    }
}
