//! Help with studies: what kinds there are, and what people may say to each other about it.
//!
//! - [`catalog`]: the kinds of help, from `assets/catalog/study.toml`
//! - [`masking`]: contacts taken out of what client and executor write to each other

pub mod catalog;
pub mod masking;
