//! What tests stand on.

pub(crate) mod app;
pub(crate) mod browser;
pub(crate) mod database;
pub(crate) mod process;
pub(crate) mod proxy;
pub(crate) mod shop;
pub(crate) mod updates;

pub(crate) use app::{Settings, TestApp};
