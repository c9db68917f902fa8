//! Telegram as a platform: chats, buttons, updates. Knows nothing of what Sputnik is for.
//!
//! An update comes in through [`polling`] or [`webhook`], both of which hand it to [`intake`] and
//! confirm it only when it was worked on. The tree of handlers comes from the features.

pub mod album;
pub mod apology;
pub mod calendar;
pub mod callback;
pub mod commands;
pub mod fault;
pub mod files;
pub mod html;
pub mod intake;
pub mod kept;
pub mod keyboard;
pub mod lock;
mod plain;
pub mod polling;
pub mod raw;
pub mod screen;
mod sending;
pub mod state_store;
pub mod tap;
pub mod texts;
pub mod tg;
pub mod webhook;
