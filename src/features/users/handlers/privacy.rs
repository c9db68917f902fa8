//! `/privacy`: see, take home, take back, delete.

use teloxide::types::InputFile;

use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    entity::consent::Document,
    features::{
        ctx::Ctx,
        users::{
            people,
            privacy::{self, DeleteError},
            screens,
        },
    },
};

/// The page about one's data.
pub async fn page(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.show(tap, &screens::privacy(cx)).await
}

/// A document to read, without a question under it.
pub(super) async fn read(cx: &Ctx, tap: Option<&Tap>, document: Document) -> Result<(), Fault> {
    cx.show(tap, &screens::read(cx, document)).await
}

/// Sends a file with everything that is stored about the person.
pub(super) async fn export(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let data = privacy::export(cx.app(), cx.actor(), cx.me())
        .await?
        .ok_or(Fault::refused("common-gone"))?;
    let json = serde_json::to_vec_pretty(&data).map_err(|error| Fault::Broken(error.into()))?;
    let file = InputFile::memory(json).file_name("sputnik-my-data.json");
    if let Some(tap) = tap {
        tap.toast(&cx.tr.plain("privacy-export-toast", args![]))
            .await?;
    }
    cx.send(&screens::exported(cx, file)).await?;
    // Under the file: a way back on the file itself would take it away.
    cx.send(&screens::privacy(cx)).await
}

/// Asks before the consent is taken back.
pub(super) async fn ask_withdraw(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.show(tap, &screens::ask_withdraw(cx)).await
}

/// Takes the consent back.
pub(super) async fn withdraw(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    privacy::withdraw(cx.app(), cx.actor(), cx.me()).await?;
    let account = people::account(cx.app(), cx.person.clone()).await?;
    let cx = cx.renewed(account);
    cx.show(tap, &screens::refused(&cx)).await
}

/// Asks before the account is deleted.
pub(super) async fn ask_delete(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.show(tap, &screens::ask_delete(cx)).await
}

/// Deletes the account.
pub(super) async fn delete(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    match privacy::delete(cx.app(), cx.actor(), cx.me()).await {
        // A repeat finds a new, empty account: it is gone all the same.
        Ok(()) | Err(DeleteError::NoSuchPerson) => {}
        Err(DeleteError::Database(error)) => return Err(error.into()),
        Err(error @ (DeleteError::Hours(_) | DeleteError::Bookings(_))) => {
            return Err(Fault::Broken(error.into()));
        }
    }
    cx.expect_nothing().await;
    cx.show(tap, &screens::deleted(&cx.tr)).await
}
