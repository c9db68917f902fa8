//! The desk of an agency.

use teloxide::types::InputFile;

use super::{PAGE, fault};
use crate::{
    args,
    bot::{
        fault::Fault,
        screen::{Media, Screen},
        tap::Tap,
    },
    features::{
        bookings::reads as bookings,
        ctx::Ctx,
        tours::{
            agencies,
            callbacks::AgencyCallback,
            desk,
            error::ToursError,
            files, own_session, require,
            screens::agency as screens,
            sessions,
            state::ToursState,
            titles::{self, Titles},
        },
        trips,
    },
    kernel::{
        ids::{AgencyId, SessionId, TourId},
        permission::Permission,
    },
};

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: AgencyCallback) -> Result<(), Fault> {
    use AgencyCallback as C;
    match callback {
        C::Home => home(cx, tap).await,
        C::Open(id) => open(cx, Some(tap), id).await,
        C::Sessions(id, page) => {
            let page = desk::sessions(cx.app(), &cx.rights, id, page, PAGE)
                .await
                .map_err(fault)?;
            cx.show(Some(tap), &screens::sessions(&cx.tr, id, &page))
                .await
        }
        C::Session(id) => session(cx, Some(tap), id).await,
        C::Participants(id, is_sheet) => participants(cx, tap, id, is_sheet).await,
        C::Message(id) => {
            own_session(&cx.app().db, &cx.rights, id)
                .await
                .map_err(fault)?;
            cx.expect(ToursState::Message { session: id }).await;
            cx.show(Some(tap), &screens::ask_message(&cx.tr, id)).await
        }
        C::SetOpen(id, is_open) => {
            sessions::set_open(cx.app(), cx.actor(), &cx.rights, id, is_open)
                .await
                .map_err(fault)?;
            session(cx, Some(tap), id).await
        }
        C::Cancel(id) => ask_cancel(cx, tap, id).await,
        C::CancelYes(id) => cancel(cx, Some(tap), id, "").await,
        C::Tour(id) => super::traveller::linked(cx, Some(tap), id).await,
    }
}

async fn home(cx: &Ctx, tap: &Tap) -> Result<(), Fault> {
    let mine = agencies::of(cx.app(), &cx.rights).await?;
    match mine.as_slice() {
        [only] if !cx.rights.may(Permission::ManageAgencies) => open(cx, Some(tap), only.id).await,
        all => {
            let may_add = cx.rights.may(Permission::ManageAgencies);
            cx.show(Some(tap), &screens::home(&cx.tr, all, may_add))
                .await
        }
    }
}

async fn open(cx: &Ctx, tap: Option<&Tap>, id: AgencyId) -> Result<(), Fault> {
    require(&cx.rights, id).map_err(fault)?;
    let agency = agencies::find(&cx.app().db, id).await.map_err(fault)?;
    let counts = bookings::counts(cx.app(), id).await?;
    let has_others = cx.rights.may(Permission::ManageAgencies)
        || agencies::of(cx.app(), &cx.rights).await?.len() > 1;
    let trips = trips::reads::waiting_count(cx.app(), id).await?;
    let screen = screens::open(&cx.tr, &agency, &counts, trips, has_others);
    cx.show(tap, &screen).await
}

async fn title(cx: &Ctx, tour: TourId) -> Result<Titles, Fault> {
    let mut titles = titles::of(&cx.app().db, [tour]).await?;
    Ok(titles.remove(&tour).unwrap_or_default())
}

pub(super) async fn session(cx: &Ctx, tap: Option<&Tap>, id: SessionId) -> Result<(), Fault> {
    let session = own_session(&cx.app().db, &cx.rights, id)
        .await
        .map_err(fault)?;
    let load = desk::load(cx.app(), id).await?;
    let titles = title(cx, session.tour_id).await?;
    cx.show(tap, &screens::session(&cx.tr, &session, &titles, &load))
        .await
}

async fn participants(cx: &Ctx, tap: &Tap, id: SessionId, is_sheet: bool) -> Result<(), Fault> {
    let people = desk::participants(cx.app(), &cx.rights, id)
        .await
        .map_err(fault)?;
    let zone = cx.app().config.tours.time_zone;
    let table = files::participants(&cx.tr, zone, &people);
    let file = table.and_then(|table| {
        if is_sheet {
            table.xlsx()
        } else {
            table.csv(cx.tr.lang())
        }
    });
    let bytes = file.map_err(|error| Fault::Broken(error.into()))?;
    let ending = if is_sheet { "xlsx" } else { "csv" };
    let document = InputFile::memory(bytes).file_name(format!("session-{id}.{ending}"));
    let html = cx
        .tr
        .html("agency-participants-sent", args![count = people.len()]);
    let screen = Screen::new(html).with_media(Media::Document(document));
    cx.send(&screen).await?;
    tap.finish().await;
    Ok(())
}

pub(super) async fn tell(cx: &Ctx, id: SessionId, words: &str) -> Result<(), Fault> {
    match desk::tell(cx.app(), cx.actor(), &cx.rights, id, words).await {
        Ok(count) => {
            let html = cx.tr.html("agency-message-sent", args![count = count]);
            cx.send(&Screen::new(html)).await?;
            cx.expect_nothing().await;
            session(cx, None, id).await
        }
        Err(error) => {
            let question = screens::ask_message(&cx.tr, id);
            cx.ask_again(question, fault(error)).await
        }
    }
}

async fn ask_cancel(cx: &Ctx, tap: &Tap, id: SessionId) -> Result<(), Fault> {
    let question = cancel_question(cx, id).await?;
    cx.expect(ToursState::Cancel { session: id }).await;
    cx.show(Some(tap), &question).await
}

async fn cancel_question(cx: &Ctx, id: SessionId) -> Result<Screen, Fault> {
    let session = own_session(&cx.app().db, &cx.rights, id)
        .await
        .map_err(fault)?;
    let load = desk::load(cx.app(), id).await?;
    Ok(screens::ask_cancel(&cx.tr, &session, &load))
}

pub(super) async fn cancel(
    cx: &Ctx,
    tap: Option<&Tap>,
    id: SessionId,
    note: &str,
) -> Result<(), Fault> {
    match sessions::cancel(cx.app(), cx.actor(), &cx.rights, id, note).await {
        Ok(_) => {}
        Err(error @ ToursError::BadText(_)) if tap.is_none() => {
            let question = cancel_question(cx, id).await?;
            return cx.ask_again(question, fault(error)).await;
        }
        Err(error) => return Err(fault(error)),
    }
    cx.expect_nothing().await;
    session(cx, tap, id).await
}
