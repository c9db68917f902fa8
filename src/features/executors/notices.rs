//! News about executors, in words.

use super::{
    applications,
    error::ExecutorError,
    events::{Decision, ExecutorApplied, ExecutorDecided},
    screens::application as screens,
    staffing,
};
use crate::{
    bot::texts::Tr,
    entity::{executor::Status, user},
    features::{Site, post::Notice, users::roles},
};

/// "Somebody wants to be an executor", to whom it is to decide. Moot once somebody did.
pub(crate) async fn applied(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ExecutorApplied,
) -> anyhow::Result<Option<Notice>> {
    let rights = roles::rights_of(&site.app, reader).await?;
    match staffing::card(&site.app, &rights, event.user).await {
        Ok(card) if card.executor.row.status == Status::Applied => {
            Ok(Some(screens::applied(tr, &card).into()))
        }
        Ok(_) | Err(ExecutorError::Gone | ExecutorError::NotAllowed) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// What was decided, to the one it is about. Moot when it was decided otherwise since.
pub(crate) async fn decided(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &ExecutorDecided,
) -> anyhow::Result<Option<Notice>> {
    let Some(row) = applications::mine(&site.app, reader.id).await? else {
        return Ok(None);
    };
    let holds = match event.decision {
        Decision::Approved | Decision::Resumed => row.status == Status::Approved,
        Decision::Refused => row.status == Status::Refused,
        Decision::Paused => row.status == Status::Paused,
        Decision::Limit | Decision::Share => true,
    };
    let usual = site.app.config.study.executor_share_percent;
    Ok(holds.then(|| Notice {
        screen: screens::decided(tr, &row, event.decision, usual),
        renews_commands: event.decision == Decision::Approved,
    }))
}
