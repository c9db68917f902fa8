//! Threads: client and executor talk through the bot and know each other by pseudonyms only.
//!
//! Everything of an order or an hour that is said stays with it. What was written goes to the other side
//! as an event of the outbox; contacts are taken out before anything is stored, and both are told why.
//! Staff reads all of it and may write to either side or both.

pub mod callbacks;
pub mod events;
pub mod handlers;
pub mod notices;
pub mod parties;
pub mod reads;
pub mod screens;
pub mod service;
pub mod state;
pub mod transcript;
