//! Words of agencies to those who come.

use sea_orm::EntityTrait;

use super::{events::SessionMessage, titles, words};
use crate::{
    args,
    bot::{screen::Screen, texts::Tr},
    entity::{agency, session_message, tour_session},
    features::{Site, post::Notice},
};

/// What an agency said.
pub(crate) async fn message(
    site: &Site,
    tr: &Tr,
    event: &SessionMessage,
) -> anyhow::Result<Option<Notice>> {
    let db = &site.app.db;
    let found = session_message::Entity::find_by_id(event.message)
        .one(db)
        .await?;
    let Some(message) = found else {
        return Ok(None);
    };
    let session = tour_session::Entity::find_by_id(message.session_id)
        .one(db)
        .await?;
    let Some(session) = session else {
        return Ok(None);
    };
    let agency = agency::Entity::find_by_id(session.agency_id)
        .one(db)
        .await?;
    let titles = titles::of(db, [session.tour_id]).await?;
    let title = titles
        .get(&session.tour_id)
        .map_or("—", |titles| titles.of(tr.lang()));
    let html = tr.html(
        "tours-message",
        args![
            agency = agency.map_or_else(String::new, |one| one.name),
            tour = title,
            days = words::days(&session),
            text = message.text,
        ],
    );
    Ok(Some(Screen::new(html).into()))
}
