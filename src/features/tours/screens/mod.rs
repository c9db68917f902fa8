//! What tours look like.

pub mod agency;
pub mod traveller;
