//! The staff's desk for study orders: what waits, an order with everything about it, prices, hands,
//! disputes, executors.
//!
//! Orders are moved by the study services alone; the desk reads, asks and shows. Every page asks the table
//! of rights, and the services ask it again.

pub mod amounts;
pub mod book;
pub mod callbacks;
pub mod digest;
pub mod events;
pub mod funds;
pub mod handlers;
pub mod notices;
pub mod orders;
pub mod screens;
pub mod state;
