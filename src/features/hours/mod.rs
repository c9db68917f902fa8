//! An hour with support: operators say when they work, people book and pay for an hour of it, and the
//! two talk in a chat of sixty minutes.
//!
//! - `slots`, `spans`: which hours there are, and how spans of a day are written; pure
//! - `schedule`: an operator's week and days off, and what can be booked of all of them
//! - `booking`, `fulfil`, `endings`, `reassign`: from the hold over the money to the end
//! - `terms`, `money`: what goes back when, and its booking
//! - `rounds`: what time does by itself; `jobs` runs it and moves the timers
//! - `chat`: who may speak in an hour, and when
//! - `reads`: lists and cards, for whoever may see them

pub mod api;
pub mod booking;
pub mod callbacks;
pub mod chat;
pub mod endings;
pub mod error;
pub mod events;
pub mod fulfil;
pub mod handlers;
pub mod jobs;
mod money;
pub mod notices;
pub mod reads;
pub mod reassign;
pub mod rounds;
pub mod schedule;
pub mod screens;
pub mod slots;
pub mod spans;
pub mod state;
pub mod terms;
