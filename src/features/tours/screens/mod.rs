//! What tours look like.

pub mod agency;
pub mod discounts;
pub mod inline;
pub mod maker;
pub mod money;
pub mod planner;
pub mod platform;
pub mod traveller;
