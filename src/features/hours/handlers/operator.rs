//! Operators' weeks, and staff's view of all hours.

use chrono::NaiveDate;
use teloxide::types::Message;

use super::{PAGE, client, fault};
use crate::{
    bot::{
        fault::{Fault, Refusal},
        screen::Screen,
        tap::Tap,
    },
    features::{
        ctx::Ctx,
        hours::{
            error::HoursError,
            reads, reassign as moves, schedule, screens,
            spans::{self, Odd, Span},
            state::HoursState,
        },
    },
    kernel::{
        ids::{HourId, UserId, WindowId},
        permission::Permission,
    },
};

pub(super) async fn desk(cx: &Ctx, tap: &Tap) -> Result<(), Fault> {
    cx.require(Permission::HostHours)?;
    let week = schedule::windows(cx.app(), cx.me()).await?;
    let coming = reads::coming(cx.app(), Some(cx.me()), 0, 1).await?;
    cx.show(Some(tap), &screens::operator::desk(cx, &week, coming.total))
        .await
}

pub(super) async fn weekday(cx: &Ctx, tap: Option<&Tap>, number: i32) -> Result<(), Fault> {
    cx.require(Permission::HostHours)?;
    let number = known(number)?;
    let week = schedule::windows(cx.app(), cx.me()).await?;
    cx.show(tap, &screens::operator::day_of_week(cx, number, &week))
        .await
}

pub(super) async fn ask_windows(cx: &Ctx, tap: &Tap, number: i32) -> Result<(), Fault> {
    cx.require(Permission::HostHours)?;
    let weekday = known(number)?;
    cx.expect(HoursState::Windows { weekday }).await;
    cx.show(Some(tap), &screens::operator::ask_windows(cx, weekday))
        .await
}

pub(super) async fn add(cx: &Ctx, tap: &Tap, number: i32, span: Span) -> Result<(), Fault> {
    schedule::add_windows(cx.app(), cx.actor(), &cx.rights, number, &[span])
        .await
        .map_err(fault)?;
    weekday(cx, Some(tap), number).await
}

pub(super) async fn remove(
    cx: &Ctx,
    tap: &Tap,
    number: i32,
    window: WindowId,
) -> Result<(), Fault> {
    schedule::remove_window(cx.app(), cx.actor(), &cx.rights, window)
        .await
        .map_err(fault)?;
    weekday(cx, Some(tap), number).await
}

/// Windows as they were typed.
pub(super) async fn windows(cx: &Ctx, message: &Message, number: i32) -> Result<(), Fault> {
    let read = spans::read(message.text().unwrap_or_default()).map_err(|odd| match odd {
        Odd::Unreadable => HoursError::BadSpan,
        Odd::Short => HoursError::ShortSpan,
    });
    let added = match read {
        Ok(read) => schedule::add_windows(cx.app(), cx.actor(), &cx.rights, number, &read).await,
        Err(error) => Err(error),
    };
    match added {
        Ok(()) => {
            weekday(cx, None, number).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        // The question stays open: it is asked again with what was wrong.
        Err(error @ (HoursError::BadSpan | HoursError::ShortSpan | HoursError::TooManyWindows)) => {
            let screen = screens::operator::ask_windows(cx, number);
            let Fault::Refused(Refusal { id, args }) = fault(error) else {
                return cx.send(&screen).await;
            };
            let html = cx.tr.html(id, args).paragraph(&screen.html);
            cx.send(&Screen { html, ..screen }).await
        }
        Err(error) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

pub(super) async fn days_off(
    cx: &Ctx,
    tap: &Tap,
    shown: NaiveDate,
    kept: usize,
) -> Result<(), Fault> {
    cx.require(Permission::HostHours)?;
    let off = schedule::days_off(cx.app(), cx.me(), cx.zone()).await?;
    cx.show(
        Some(tap),
        &screens::operator::days_off(cx, shown, &off, kept),
    )
    .await
}

pub(super) async fn set_day_off(
    cx: &Ctx,
    tap: &Tap,
    day: NaiveDate,
    is_off: bool,
) -> Result<(), Fault> {
    let kept = schedule::set_day_off(cx.app(), cx.actor(), &cx.rights, cx.zone(), day, is_off)
        .await
        .map_err(fault)?;
    days_off(cx, tap, day, kept).await
}

pub(super) async fn coming(cx: &Ctx, tap: &Tap, page: u32) -> Result<(), Fault> {
    cx.require(Permission::HostHours)?;
    let hours = reads::coming(cx.app(), Some(cx.me()), page, PAGE).await?;
    cx.show(Some(tap), &screens::operator::coming(cx, &hours, false))
        .await
}

pub(super) async fn all(cx: &Ctx, tap: &Tap, page: u32) -> Result<(), Fault> {
    cx.require(Permission::SeeOrders)?;
    let hours = reads::coming(cx.app(), None, page, PAGE).await?;
    cx.show(Some(tap), &screens::operator::coming(cx, &hours, true))
        .await
}

pub(super) async fn candidates(cx: &Ctx, tap: &Tap, hour: HourId) -> Result<(), Fault> {
    let (hour, people) = moves::candidates(cx.app(), &cx.rights, hour)
        .await
        .map_err(fault)?;
    cx.show(
        Some(tap),
        &screens::operator::candidates(cx, &hour, &people),
    )
    .await
}

pub(super) async fn reassign(cx: &Ctx, tap: &Tap, hour: HourId, to: UserId) -> Result<(), Fault> {
    let hour = moves::reassign(cx.app(), cx.actor(), &cx.rights, hour, to)
        .await
        .map_err(fault)?;
    client::card(cx, Some(tap), hour.id).await
}

fn known(number: i32) -> Result<i32, Fault> {
    if (1..=7).contains(&number) {
        Ok(number)
    } else {
        Err(Fault::refused("common-gone"))
    }
}
