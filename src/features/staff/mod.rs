//! The staff panel: people, the audit log, how the FAQ helps, the system's health. Every page asks the table of rights,
//! and every deed is written down.

pub mod answers;
pub mod api;
pub mod callbacks;
pub mod handlers;
pub mod health;
pub mod people;
pub mod screens;
pub mod state;
