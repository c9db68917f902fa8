//! Telegram: the Bot API as served to a bot, and what people do in chats.
//!
//! - [`world`] holds everything: bots, people, chats, files;
//! - [`api`] answers calls of the Bot API;
//! - [`incoming`] turns what people do into updates;
//! - [`inbox`], [`webhook`] and [`polling`] bring updates to the bot;
//! - [`html`], [`keyboard`], [`draw`], [`initdata`] know Telegram's formats.

pub(crate) mod api;
pub(crate) mod bot;
pub(crate) mod chats;
pub(crate) mod detect;
pub(crate) mod draw;
pub(crate) mod entities;
pub(crate) mod error;
pub(crate) mod files;
pub(crate) mod html;
pub(crate) mod inbox;
pub(crate) mod incoming;
pub(crate) mod initdata;
pub(crate) mod keyboard;
pub(crate) mod links;
pub(crate) mod markdown;
pub(crate) mod messages;
pub(crate) mod payments;
pub(crate) mod people;
pub(crate) mod polling;
pub(crate) mod shares;
pub(crate) mod taps;
pub(crate) mod webhook;
pub(crate) mod world;
