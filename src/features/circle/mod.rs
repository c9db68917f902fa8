//! The circle: friends who found each other by a personal link, and both agreed.
//!
//! Opening a link asks nothing yet; the guest says yes, then the host does, and only then do the two
//! see each other. A pair has one row whoever asked, so that two who ask each other at once meet.

pub mod callbacks;
pub mod events;
pub mod handlers;
pub mod notices;
pub mod screens;
pub mod service;
pub mod trips;
