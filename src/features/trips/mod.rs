//! Trips made to order: a traveller asks, agencies offer, the two bargain, and what is chosen is booked.
//!
//! Invariants, whatever runs at once and wherever a process dies:
//! - an agency has one live offer for a request, and of a request's offers one is chosen;
//! - whoever chooses or agrees means the offer that they saw: its `revision` grows with every change and is
//!   a condition of every update;
//! - a chosen offer, its private session and its booking come into being together, or not at all.
//!
//! Rows are locked in one order everywhere: the person, the request, its offers, then what bookings lock.
//!
//! - `drafts`: the request, question by question; `submit`: who it is sent to
//! - `offers`, `parts`: what agencies do; `choice`: what travellers do; `bargain`: how the two come together
//! - `typed`: sums as people write them; `privacy`: a person's requests as their own data
//! - `rounds`: what time does by itself, `jobs` runs it
//! - `reads`, `lists`: lists and cards, for whoever may see them; `api`: the same over HTTP

pub mod api;
pub mod bargain;
pub mod callbacks;
pub mod choice;
pub mod drafts;
pub mod error;
pub mod events;
pub mod handlers;
pub mod jobs;
pub mod lists;
pub mod notices;
pub mod offers;
pub mod parts;
pub mod privacy;
pub mod reads;
pub mod rounds;
pub mod screens;
pub mod state;
pub mod submit;
mod typed;
