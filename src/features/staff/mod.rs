//! The staff panel: people, the audit log, the system's health. Every page asks the table of rights,
//! and every deed is written down.

pub mod api;
pub mod callbacks;
pub mod handlers;
pub mod health;
pub mod notices;
pub mod people;
pub mod screens;
pub mod state;
