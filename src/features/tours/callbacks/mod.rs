//! Buttons of tours: of travellers, and of those who decide for agencies.

mod agency;
mod maker;
mod money;
mod planner;
mod platform;
mod traveller;

pub use self::{
    agency::AgencyCallback,
    maker::{Choice, Field, MakerCallback},
    money::{AgencyMoneyCallback, Month, Paper},
    planner::{Part, PlannerCallback, Sketch},
    platform::{Item, PlatformCallback},
    traveller::{ToursCallback, View},
};
