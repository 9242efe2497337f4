//! The published test vectors.
