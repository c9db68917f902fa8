//! Agencies and their tours as people make them in the bot.

mod albums;
mod makers;
mod months;
