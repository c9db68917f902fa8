//! Money in and out: attempts to pay, refunds, payouts.

pub mod callbacks;
pub mod refunds;
pub mod release;
