//! Sputnik.

pub mod app;
pub mod assets;
pub mod backup;
pub mod bot;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod config;
pub mod db;
#[cfg(feature = "demo")]
pub mod demo;
pub mod entity;
pub mod features;
pub mod health;
pub mod http;
pub mod jobs;
pub mod kernel;
pub mod outbox;
pub mod private;
pub mod redis;
pub mod run;
pub mod telemetry;
pub mod vault;
