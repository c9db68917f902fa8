//! The client's way: a day, a time, a hold; and any one hour, whoever looks at it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::{PAGE, fault};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    entity::hour::Status,
    features::{
        ctx::Ctx,
        hours::{booking, chat, endings, error::HoursError, reads, schedule, screens},
    },
    kernel::{
        ids::HourId,
        time::{self, Timestamp},
    },
};

pub(super) async fn home(cx: &Ctx, tap: &Tap) -> Result<(), Fault> {
    let next = reads::next(cx.app(), cx.me()).await?;
    cx.show(Some(tap), &screens::client::home(cx, next.as_ref()))
        .await
}

pub(super) async fn days(cx: &Ctx, tap: &Tap, shown: NaiveDate) -> Result<(), Fault> {
    let free = schedule::free(cx.app(), cx.me()).await?;
    let open: BTreeSet<_> = free
        .keys()
        .map(|start| time::local_day(*start, cx.zone()))
        .collect();
    cx.show(Some(tap), &screens::client::days(cx, shown, &open))
        .await
}

pub(super) async fn times(cx: &Ctx, tap: &Tap, day: NaiveDate) -> Result<(), Fault> {
    let free = schedule::free(cx.app(), cx.me()).await?;
    let starts: Vec<_> = free
        .into_keys()
        .filter(|start| time::local_day(*start, cx.zone()) == day)
        .collect();
    cx.show(Some(tap), &screens::client::times(cx, day, &starts))
        .await
}

pub(super) async fn summary(cx: &Ctx, tap: &Tap, start: Timestamp) -> Result<(), Fault> {
    let free = schedule::free(cx.app(), cx.me()).await?;
    if !free.contains_key(&start) {
        return Err(fault(HoursError::NotOffered));
    }
    cx.show(Some(tap), &screens::client::summary(cx, start))
        .await
}

pub(super) async fn hold(cx: &Ctx, tap: &Tap, start: Timestamp) -> Result<(), Fault> {
    let hour = booking::hold(cx.app(), cx.actor(), start)
        .await
        .map_err(fault)?;
    card(cx, Some(tap), hour.id).await
}

pub(super) async fn mine(cx: &Ctx, tap: &Tap, page: u32) -> Result<(), Fault> {
    let hours = reads::mine(cx.app(), cx.me(), page, PAGE).await?;
    cx.show(Some(tap), &screens::client::mine(cx, &hours)).await
}

pub(super) async fn card(cx: &Ctx, tap: Option<&Tap>, hour: HourId) -> Result<(), Fault> {
    let card = reads::card(cx.app(), cx.me(), &cx.rights, hour)
        .await
        .map_err(fault)?;
    cx.show(tap, &screens::card(cx, &card)).await
}

pub(super) async fn ask_cancel(cx: &Ctx, tap: &Tap, hour: HourId) -> Result<(), Fault> {
    let preview = endings::preview(cx.app(), cx.me(), &cx.rights, hour)
        .await
        .map_err(fault)?;
    cx.show(Some(tap), &screens::ask_cancel(cx, &preview)).await
}

pub(super) async fn cancel(cx: &Ctx, tap: &Tap, hour: HourId, shown: i64) -> Result<(), Fault> {
    match endings::cancel(cx.app(), cx.actor(), &cx.rights, hour, shown).await {
        Ok(_) => card(cx, Some(tap), hour).await,
        Err(HoursError::TermsChanged) => {
            tap.alert(&cx.tr.plain("hours-error-terms", args![]))
                .await?;
            ask_cancel(cx, tap, hour).await
        }
        Err(error) => Err(fault(error)),
    }
}

/// The button stands under the timer, which has to stay: a word at the top of the chat is enough.
pub(super) async fn enter(cx: &Ctx, tap: &Tap, hour: HourId) -> Result<(), Fault> {
    let card = chat::enter(cx.app(), cx.actor(), &cx.rights, hour)
        .await
        .map_err(fault)?;
    let text = if card.hour.status == Status::Live {
        "hours-entered"
    } else {
        "hours-error-closed"
    };
    tap.toast(&cx.tr.plain(text, args![])).await?;
    Ok(())
}
