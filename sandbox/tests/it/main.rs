//! The sandbox seen from outside: over HTTP, as a bot and as a page see it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod bot;
mod chats;
mod common;
mod control;
mod delivery;
mod faults;
mod messages;
mod people;
mod refusals;
mod yookassa;
