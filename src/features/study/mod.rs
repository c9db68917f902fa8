//! Orders of study help, from the draft to the last word about the money.
//!
//! Invariants: an order moves by compare-and-set along [`machine`] and no other way; every movement
//! commits with its audit record (the order's timeline), its news and its money; work begins only when
//! it is paid; whoever asks, the services look again who it is and what they may do.

pub mod answers;
pub mod api;
pub mod assign;
pub mod callbacks;
pub mod catalog;
pub mod change;
pub mod disputes;
pub mod drafts;
pub mod endings;
pub mod error;
pub mod events;
pub mod fulfil;
pub mod handlers;
pub mod hands;
pub mod jobs;
pub mod machine;
pub mod masking;
pub mod notices;
pub mod quotes;
pub mod reads;
pub mod screens;
pub mod state;
pub mod work;
