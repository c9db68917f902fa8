//! Words that every part of Sputnik shares: ids, money, time, languages, who acts and what they may
//! do. No I/O, and nothing of ours is imported here.

pub mod actor;
pub mod bank;
pub mod card;
pub mod ids;
pub mod lang;
pub mod money;
pub mod page;
pub mod payable;
pub mod permission;
pub mod refund_rule;
pub mod time;
pub mod token;
pub mod words;
