//! The circle in the bot.

use super::{
    callbacks::CircleCallback,
    screens,
    service::{self, Asked, CircleError},
    trips,
};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap},
    features::ctx::Ctx,
};

const PAGE: u64 = 8;

/// A tap on a button of the circle.
pub async fn tapped(cx: Ctx, tap: Tap, callback: CircleCallback) -> Result<(), Fault> {
    let tap = Some(&tap);
    match callback {
        CircleCallback::Open(page) => open(&cx, tap, page).await,
        CircleCallback::ShowTrips(is_shown) => {
            trips::show(cx.app(), cx.me(), is_shown).await?;
            list(&cx, tap, 0, is_shown).await
        }
        CircleCallback::NewLink => {
            service::renew_link(cx.app(), cx.me()).await?;
            open(&cx, tap, 0).await
        }
        CircleCallback::Ask(token) => ask(&cx, tap, &token).await,
        CircleCallback::Accept(pair) => {
            let friend = service::accept(cx.app(), cx.me(), pair)
                .await
                .map_err(fault)?;
            cx.show(tap, &screens::friend(&cx, &friend, true)).await
        }
        CircleCallback::Decline(pair) => {
            service::decline(cx.app(), cx.me(), pair).await?;
            open(&cx, tap, 0).await
        }
        CircleCallback::RemoveYes(pair) => {
            service::remove(cx.app(), cx.me(), pair).await?;
            open(&cx, tap, 0).await
        }
        CircleCallback::Friend(pair) => {
            let friend = service::find(cx.app(), cx.me(), pair)
                .await
                .map_err(fault)?;
            cx.show(tap, &screens::friend(&cx, &friend, false)).await
        }
        CircleCallback::Remove(pair) => {
            let friend = service::find(cx.app(), cx.me(), pair)
                .await
                .map_err(fault)?;
            cx.show(tap, &screens::ask_remove(&cx, &friend)).await
        }
    }
}

/// The list with the link.
pub async fn open(cx: &Ctx, tap: Option<&Tap>, page: u32) -> Result<(), Fault> {
    list(cx, tap, page, cx.person.shows_trips).await
}

async fn list(cx: &Ctx, tap: Option<&Tap>, page: u32, shows_trips: bool) -> Result<(), Fault> {
    let token = service::link(cx.app(), cx.me()).await?;
    let link = cx.app().deep_link(&format!("friend_{token}")).await?;
    let friends = service::list(cx.app(), cx.me(), page, PAGE).await?;
    let counts = service::counts(cx.app(), cx.me()).await?;
    let trips = cx.app().config.modules.tours.then_some(shows_trips);
    cx.show(tap, &screens::list(cx, &link, counts, &friends, trips))
        .await
}

/// Somebody came by a link: asks whether they want to connect.
pub async fn invited(cx: &Ctx, tap: Option<&Tap>, token: &str) -> Result<(), Fault> {
    match service::owner_of(cx.app(), cx.me(), token).await {
        Ok(owner) => cx.show(tap, &screens::invitation(cx, &owner, token)).await,
        // A link of one's own is worth showing, not scolding for.
        Err(CircleError::Yourself) => open(cx, tap, 0).await,
        Err(CircleError::DeadLink) => {
            let html = cx.tr.html("circle-error-link", args![]);
            cx.show(tap, &screens::said(cx, html)).await
        }
        Err(error) => Err(fault(error)),
    }
}

async fn ask(cx: &Ctx, tap: Option<&Tap>, token: &str) -> Result<(), Fault> {
    let (asked, owner) = service::ask(cx.app(), cx.me(), token)
        .await
        .map_err(fault)?;
    let said = match asked {
        Asked::Waiting => "circle-asked",
        Asked::Friends => "circle-friends-now",
    };
    let html = cx.tr.html(said, args![name = owner.full_name()]);
    cx.show(tap, &screens::said(cx, html)).await
}

fn fault(error: CircleError) -> Fault {
    match error {
        CircleError::DeadLink => Fault::refused("circle-error-link"),
        CircleError::Yourself => Fault::refused("circle-error-yourself"),
        CircleError::AlreadyFriends => Fault::refused("circle-error-already"),
        CircleError::Full => Fault::refused("circle-error-full"),
        CircleError::Gone => Fault::refused("circle-error-gone"),
        CircleError::Database(error) => error.into(),
    }
}
