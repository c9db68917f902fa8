//! Sputnik.

pub mod app;
pub mod assets;
pub mod bot;
pub mod clients;
pub mod clock;
pub mod config;
pub mod db;
pub mod entity;
pub mod features;
pub mod health;
pub mod jobs;
pub mod kernel;
pub mod outbox;
pub mod redis;
