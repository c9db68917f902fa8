//! The outside as typed calls: knows protocols, no domain.

pub mod storage;
pub mod yookassa;
