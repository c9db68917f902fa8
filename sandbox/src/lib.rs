//! A local Telegram: Bot API server, people and a chat page, for tests and for demonstrations.
//!
//! The server speaks public protocols and knows nothing of the application behind the bot. State
//! lives in memory. Start it with [`Sandbox::start`], give the bot [`Sandbox::url`] as its Bot API
//! address, and let people act through [`Person`]; the same can be done over HTTP under
//! `/control` and by hand on the page at `/`.
//!
//! Where things are:
//! - `sandbox`, `person`: the Rust API;
//! - `telegram`: the Bot API and chats; [`yookassa`], [`payme`]: payment services beside it;
//! - `control`: the HTTP API of the page; `page`: its static files;
//! - `faults`, `clock`, `journal`: what tests use to disturb and to look inside.

mod clock;
mod control;
mod error;
mod events;
mod faults;
mod journal;
mod net;
mod options;
mod page;
pub mod payme;
mod person;
mod sandbox;
mod server;
mod telegram;
pub mod yookassa;

pub use clock::SandboxClock;
pub use error::{NoSuchButton, StartError};
pub use faults::{Fault, FaultKind, Faults};
pub use journal::{Call, DeliveryAttempt, OpenTap};
pub use options::{BotSpec, ClockHook, Kind, Options, PageOptions, PersonHook, PersonInfo};
pub use person::{Answer, Delivery, NewPerson, PaymentOutcome, Person, TapOutcome};
pub use sandbox::Sandbox;
