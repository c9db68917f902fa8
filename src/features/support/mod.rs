//! Support: the FAQ with its search. Questions and answers are files; what people think of an answer
//! is counted.

pub mod api;
pub mod callbacks;
pub mod faq;
pub mod handlers;
pub mod screens;
pub mod search;
pub mod state;
pub mod votes;
