//! A message on its way to the other side.

use super::{events::MessagePosted, reads, screens, service::ThreadError};
use crate::{
    bot::texts::Tr,
    entity::user,
    features::{Site, post::Notice, users::roles},
};

/// The message under a pseudonym, with a button to answer. Moot for whoever left the thread meanwhile.
pub(crate) async fn posted(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &MessagePosted,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    match reads::line(&site.app, reader.id, &rights, event.message).await {
        Ok((view, line)) => Ok(Some(
            screens::relayed(tr, &view, &line, &event.masked).into(),
        )),
        Err(ThreadError::Database(error)) => Err(error.into()),
        Err(
            ThreadError::Gone
            | ThreadError::NobodyThere
            | ThreadError::Closed
            | ThreadError::Empty
            | ThreadError::TooLong
            | ThreadError::FileGone,
        ) => Ok(None),
    }
}
