//! The circle: links, requests, agreement, and what strangers to a pair cannot do.

mod agreeing;
mod links;
mod list;

use sea_orm::EntityTrait;
use sputnik::entity::friendship::{self};

use crate::support::TestApp;

pub(super) async fn pairs(t: &TestApp) -> Vec<friendship::Model> {
    friendship::Entity::find().all(&t.app.db).await.unwrap()
}
