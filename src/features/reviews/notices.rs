//! News about reviews, in words.

use super::{
    events::{ReviewAnswered, ReviewAsked, ReviewShown},
    screens,
    service::{self, ReviewError},
};
use crate::{
    bot::texts::Tr,
    entity::{review::Status, user},
    features::{Site, post::Notice},
};

/// "How was it?", to the client. Moot when they have said so already, or the work is not done after all.
pub(crate) async fn asked(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ReviewAsked,
) -> anyhow::Result<Option<Notice>> {
    match service::may_rate(&site.app, reader.id, event.work).await {
        Ok(()) => {}
        Err(ReviewError::NotDone | ReviewError::Gone | ReviewError::Stands) => return Ok(None),
        Err(error) => return Err(error.into()),
    }
    let given = service::mine(&site.app, reader.id, event.work).await?;
    Ok(given.is_none().then(|| screens::ask(tr, event.work).into()))
}

/// "Your review is public", to its author. Moot when it is hidden again.
pub(crate) async fn shown(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ReviewShown,
) -> anyhow::Result<Option<Notice>> {
    let review = service::find(&site.app, event.review).await?;
    Ok(review
        .filter(|review| review.author_id == reader.id && review.status == Status::Shown)
        .map(|_| screens::shown_notice(tr).into()))
}

/// The platform's answer, to the review's author.
pub(crate) async fn answered(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ReviewAnswered,
) -> anyhow::Result<Option<Notice>> {
    let review = service::find(&site.app, event.review).await?;
    Ok(review
        .filter(|review| review.author_id == reader.id)
        .and_then(|review| review.answer)
        .map(|answer| screens::answered_notice(tr, &answer).into()))
}
