//! News from the desk, in words.

use super::{digest, events::DeskDigest, screens};
use crate::{
    bot::texts::Tr,
    entity::user,
    features::{Site, post::Notice, users::roles},
    kernel::permission::Permission,
};

/// "This morning …". Moot when nothing waits, or when the reader has nothing to do with it any more.
pub(crate) async fn digest(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &DeskDigest,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    if !rights.may(Permission::SteerOrders) {
        return Ok(None);
    }
    let figures = digest::figures(&site.app, event.day).await?;
    if figures.is_empty() {
        return Ok(None);
    }
    Ok(Some(screens::home::digest(tr, event.day, &figures).into()))
}
