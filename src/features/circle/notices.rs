//! News of the circle, in words.

use super::{
    events::{FriendAccepted, FriendAsked},
    screens,
    service::{self, CircleError},
};
use crate::{
    bot::texts::Tr,
    entity::{friendship::Status, user},
    features::{Site, post::Notice},
};

/// "… wants to connect", to the link's owner. Moot once answered or taken back.
pub(crate) async fn asked(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &FriendAsked,
) -> anyhow::Result<Option<Notice>> {
    match service::find(&site.app, reader.id, event.friendship).await {
        Ok(friend) if friend.pair.status == Status::Asked => Ok(Some(
            screens::request_notice(tr, &friend.person, friend.pair.id).into(),
        )),
        Ok(_) | Err(CircleError::Gone) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// "You are friends now", to the one who asked. Moot when it has ended already.
pub(crate) async fn accepted(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &FriendAccepted,
) -> anyhow::Result<Option<Notice>> {
    match service::find(&site.app, reader.id, event.friendship).await {
        Ok(friend) if friend.pair.status == Status::Accepted => {
            Ok(Some(screens::accepted_notice(tr, &friend.person).into()))
        }
        Ok(_) | Err(CircleError::Gone) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
