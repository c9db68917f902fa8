//! Agencies and what they sell: tours, sessions, promotions, promo codes.
//!
//! - `catalog`: categories, types of tours with their parameters, transports, cities
//! - `pricing`: what a party pays, step by step; pure
//! - `agencies`, `offers`, `photos`, `sessions`, `discounts`: what agencies and the platform do
//! - `desk`, `files`: sessions as their agencies see them: load, participants, words to them
//! - `examples`: what `sputnik seed` puts in
//! - `titles`, `words`, `reads`: what everybody sees

pub mod agencies;
pub mod api;
pub mod callbacks;
pub mod catalog;
pub mod desk;
pub mod discounts;
pub mod error;
pub mod events;
pub mod examples;
pub mod files;
pub mod handlers;
pub mod notices;
pub mod offers;
pub mod photos;
pub mod pricing;
pub mod reads;
pub mod screens;
pub mod sessions;
pub mod state;
pub mod statements;
pub mod titles;
pub mod words;

use sea_orm::{ConnectionTrait, EntityTrait};

use self::error::ToursError;
use crate::{
    entity::{tour, tour_session},
    kernel::{
        ids::{AgencyId, SessionId, TourId},
        permission::{Permission, Rights},
    },
};

/// Lets pass whoever decides for this agency.
pub(crate) fn require(rights: &Rights, agency: AgencyId) -> Result<(), ToursError> {
    if rights.manages(agency) {
        Ok(())
    } else if rights.may(Permission::SellTours) {
        // Another agency's things are not there for them.
        Err(ToursError::Gone)
    } else {
        Err(ToursError::NotAllowed)
    }
}

/// A tour, for whoever decides for its agency.
///
/// # Errors
/// [`ToursError::Gone`], [`ToursError::NotAllowed`], or the database.
pub async fn own_tour(
    db: &impl ConnectionTrait,
    rights: &Rights,
    id: TourId,
) -> Result<tour::Model, ToursError> {
    let tour = tour::Entity::find_by_id(id).one(db).await?;
    let tour = tour.ok_or(ToursError::Gone)?;
    require(rights, tour.agency_id)?;
    Ok(tour)
}

/// A session, for whoever decides for its agency.
///
/// # Errors
/// [`ToursError::Gone`], [`ToursError::NotAllowed`], or the database.
pub async fn own_session(
    db: &impl ConnectionTrait,
    rights: &Rights,
    id: SessionId,
) -> Result<tour_session::Model, ToursError> {
    let session = tour_session::Entity::find_by_id(id).one(db).await?;
    let session = session.ok_or(ToursError::Gone)?;
    require(rights, session.agency_id)?;
    Ok(session)
}
