//! What tests stand on.

pub(crate) mod app;
pub(crate) mod database;

pub(crate) use app::{Settings, TestApp};
