//! Figures for staff: how many orders came, how far they got, what they brought.
//!
//! - [`orders`]: the figures, computed by the database
//! - [`chart`]: bars and lines as a picture
//! - [`export`]: tables as CSV and XLSX
//! - [`files`]: the figures as such a picture and such a table

pub mod api;
pub mod callbacks;
pub mod chart;
pub mod export;
pub mod files;
pub mod handlers;
pub mod orders;
pub mod screens;
