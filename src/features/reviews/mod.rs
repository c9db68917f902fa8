//! Reviews: stars and words of clients about finished orders and hours.
//!
//! A review is written once, by the client, and only about work that is done. Until staff has looked at
//! it the author may still change it; from then on it stands. Only what staff shows is public and counts
//! for the rating of an executor.
//!
//! - [`work`]: what is reviewed, and whether it is done
//! - [`service`]: the author's side; also the way in for those who finish work: [`service::ask`]
//! - [`moderation`]: staff's side
//! - [`reads`]: what everybody may see

pub mod api;
pub mod callbacks;
pub mod events;
pub mod handlers;
pub mod moderation;
pub mod notices;
pub mod reads;
pub mod screens;
pub mod service;
pub mod staff_screens;
pub mod state;
pub mod work;
