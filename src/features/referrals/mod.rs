//! Referrals: people who bring others earn a share of what those pay.
//!
//! A link names who gave it. The first link that a new person follows wins, for a time; people who were
//! clients already are nobody's, and nobody is brought by those they brought. Each payment of somebody
//! who was brought earns one bonus, in the transaction that settles the payment. It waits a while, then
//! may be spent or paid out; refunds take it back in proportion.
//!
//! - [`codes`]: links and shares
//! - [`touch`]: who brought whom
//! - [`bonuses`]: [`bonuses::on_paid`], [`bonuses::on_refund`], and the job that releases
//! - [`balance`]: what somebody has, and how much of a price it covers
//! - [`gains`]: what the links brought, month by month
//! - [`applications`]: asking to be a partner
//! - [`partners`], [`risk`]: staff's side

pub mod api;
pub mod applications;
pub mod balance;
pub mod bonuses;
pub mod callbacks;
pub mod codes;
pub mod events;
pub mod gains;
pub mod handlers;
pub mod notices;
pub mod partners;
pub mod picture;
pub mod risk;
pub mod screens;
pub mod staff_screens;
pub mod state;
pub mod touch;
