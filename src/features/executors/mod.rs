//! Executors: how one becomes one, and the panel from which they work.
//!
//! An application is a row from its first word on, so that it survives restarts; its number is what clients
//! know the executor by. Staff decides. Orders themselves are moved by the study services; this feature is
//! the executors' edge to them.

pub mod applications;
pub mod callbacks;
pub mod desk;
pub mod error;
pub mod events;
pub mod handlers;
pub mod notices;
pub mod parcels;
pub mod screens;
pub mod staffing;
pub mod state;
