//! Figures for staff. This much knows nothing of what is counted:
//!
//! - [`chart`]: bars and lines as a picture
//! - [`export`]: tables as CSV and XLSX

pub mod chart;
pub mod export;
