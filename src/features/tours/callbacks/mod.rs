//! Buttons of tours: of travellers, and of those who decide for agencies.

mod agency;
mod traveller;

pub use self::{
    agency::AgencyCallback,
    traveller::{ToursCallback, View},
};
