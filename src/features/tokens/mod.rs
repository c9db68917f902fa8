//! Personal API tokens: for a person's own programs. Shown once, stored hashed, scoped, revocable.

pub mod callbacks;
pub mod handlers;
pub mod screens;
pub mod service;
pub mod state;
