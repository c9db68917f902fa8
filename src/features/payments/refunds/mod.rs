//! Money on its way back: promised in the transaction that decides it, sent afterwards, followed until
//! it has arrived.
//!
//! [`mod@promise`] spreads an amount over what was paid; [`send`] brings refunds to the provider and follows
//! them; [`staff`] is what staff may do, `office` what it did past us.

mod office;
pub mod promise;
pub mod send;
pub mod staff;

pub(crate) use self::{
    office::{awaited, made_in_office},
    promise::{outside, whole},
};
pub use self::{
    promise::{RefundError, Wanted, promise},
    staff::{by_hand, order, retry},
};
