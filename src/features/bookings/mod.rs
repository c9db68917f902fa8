//! Seats on sessions: asked for, held, approved, paid, travelled; waiting lists.
//!
//! Invariants, whatever runs at once and wherever a process dies:
//! - the seats of bookings that hold any, and of offers to waiting parties, are never more than the
//!   session has: they are counted in `tour_sessions.taken`, which changes in the transaction of whatever
//!   takes or frees them and only under its condition;
//! - the same holds for promotions and promo codes, in all and for one person;
//! - a booking ends once, and its seats are free in the transaction that ends it;
//! - while a provider's transaction is open (`frozen_by`), neither time nor people end a booking.
//!
//! Locks are taken in one order everywhere: person, bookings, promotions, codes, waiting parties,
//! sessions, the ledger.
//!
//! - `request`: asking for seats; `seats`, `discounts`: what is limited
//! - `agreed`: bookings of trips made to order, agreed on before they are made
//! - `decide`: the agency's answer; `fulfil`: the money; `endings`: cancelling, and what goes back
//! - `waiting`: parties that wait; `rounds`: what time does by itself, `jobs` runs it
//! - `countdown`: the message that shows how long something is held
//! - `reads`, `lists`: lists and cards, for whoever may see them; `api`: the same over HTTP

pub mod agreed;
pub mod api;
pub mod callbacks;
pub mod countdown;
pub mod decide;
mod discounts;
pub mod endings;
pub mod error;
pub mod events;
pub mod fulfil;
pub mod handlers;
pub mod jobs;
pub mod lists;
mod money;
pub mod notices;
pub mod reads;
pub mod request;
pub mod rounds;
pub mod screens;
mod seats;
pub mod state;
pub mod waiting;
