//! Finding a tour.

use chrono::NaiveDate;

use super::{PAGE, fault};
use crate::{
    bot::{album::Album, fault::Fault, tap::Tap},
    features::{
        bookings::reads as bookings,
        circle::trips,
        ctx::Ctx,
        tours::{
            agencies,
            callbacks::{ToursCallback, View},
            discounts,
            error::ToursError,
            reads::{self, Card, Filter, end_of_month},
            screens::traveller as screens,
            state::ToursState,
        },
    },
    kernel::{
        ids::{AgencyId, TourId},
        words::clean,
    },
};

/// Tours that a search shows.
const FOUND: u64 = 20;
/// Longest words to look for, in characters.
const WORDS_LIMIT: usize = 60;

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: ToursCallback) -> Result<(), Fault> {
    use ToursCallback as C;
    match callback {
        C::Home => list_home(cx, Some(tap)).await,
        C::List(view, page) => list(cx, tap, &view, page).await,
        C::Cities(view) => {
            let there = reads::cities(cx.app()).await?;
            cx.show(Some(tap), &screens::cities(cx, &view, &there))
                .await
        }
        C::Months(view) => {
            let there = reads::months(cx.app()).await?;
            cx.show(Some(tap), &screens::months(&cx.tr, &view, &there))
                .await
        }
        C::Prices(view) => cx.show(Some(tap), &screens::prices(&cx.tr, &view)).await,
        C::Search => {
            cx.expect(ToursState::Search).await;
            cx.show(Some(tap), &screens::ask_words(&cx.tr)).await
        }
        C::Card(id) => card(cx, Some(tap), id).await,
        C::More(id) => {
            let card = found(cx, id).await?;
            cx.show(Some(tap), &screens::more(cx, &card)).await
        }
        C::Photo(id, number) => {
            let card = found(cx, id).await?;
            cx.show(Some(tap), &screens::photo(cx, &card, number)).await
        }
        C::Album(id) => album(cx, tap, id).await,
        C::Keep(id, is_kept) => {
            reads::keep(cx.app(), cx.me(), id, is_kept)
                .await
                .map_err(fault)?;
            card(cx, Some(tap), id).await
        }
        C::Dates(id, month) => {
            let card = found(cx, id).await?;
            cx.show(Some(tap), &screens::dates(cx, &card, month)).await
        }
        C::Day(id, day) => pick(cx, tap, id, day).await,
        C::Agency(id, page) => agency(cx, tap, id, page).await,
    }
}

/// An agency that sells, and its tours.
async fn agency(cx: &Ctx, tap: &Tap, id: AgencyId, page: u32) -> Result<(), Fault> {
    let agency = match agencies::selling(&cx.app().db, id).await {
        Ok(agency) => agency,
        // Why it does not sell is between it and us.
        Err(ToursError::Blocked) => return Err(Fault::refused("common-gone")),
        Err(error) => return Err(fault(error)),
    };
    let filter = Filter {
        agency: Some(id),
        ..Filter::default()
    };
    let tours = reads::page(cx.app(), &filter, page, PAGE).await?;
    cx.show(Some(tap), &screens::agency(cx, &agency, &tours))
        .await
}

/// Where to look.
///
/// # Errors
/// When the database or Telegram does not answer.
pub async fn list_home(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let counts = reads::categories(cx.app()).await?;
    cx.show(tap, &screens::home(cx, &counts)).await
}

fn filter(cx: &Ctx, view: &View) -> Filter {
    let catalog = &cx.site.library.tours;
    let categories = view.category.as_deref().map(|key| catalog.within(key));
    Filter {
        categories: categories
            .unwrap_or_default()
            .into_iter()
            .map(str::to_owned)
            .collect(),
        city: view.city.clone(),
        from: view.month,
        until: view.month.map(end_of_month),
        price: view.highest(),
        kept_by: view.is_kept.then(|| cx.me()),
        ..Filter::default()
    }
}

async fn list(cx: &Ctx, tap: &Tap, view: &View, page: u32) -> Result<(), Fault> {
    let page = reads::page(cx.app(), &filter(cx, view), page, PAGE).await?;
    let counts = reads::categories(cx.app()).await?;
    cx.show(Some(tap), &screens::list(cx, view, &page, &counts))
        .await
}

pub(super) async fn search(cx: &Ctx, words: &str) -> Result<(), Fault> {
    let words: String = clean(words).chars().take(WORDS_LIMIT).collect();
    let filter = Filter {
        words: Some(words.clone()),
        ..Filter::default()
    };
    // Words do not fit into buttons: there is one page, and whoever wants less says more.
    let found = reads::page(cx.app(), &filter, 0, FOUND).await?;
    cx.send(&screens::found(cx, &words, &found)).await?;
    cx.expect_nothing().await;
    Ok(())
}

async fn found(cx: &Ctx, id: TourId) -> Result<Card, Fault> {
    reads::card(cx.app(), Some(cx.me()), &cx.rights, id)
        .await
        .map_err(fault)
}

async fn card(cx: &Ctx, tap: Option<&Tap>, id: TourId) -> Result<(), Fault> {
    let card = found(cx, id).await?;
    // Without the name of the bot there is nothing to share; the tour is there all the same.
    let address = match cx.app().bot_name().await {
        Ok(name) => Some(format!("https://t.me/{name}?start=tour_{id}")),
        Err(_) => None,
    };
    let friends = trips::seen_by(cx.app(), &cx.person).await?;
    let going = bookings::who_goes(cx.app(), friends, id).await?;
    cx.show(tap, &screens::card(cx, &card, &going, address.as_deref()))
        .await
}

/// All pictures at once. What was uploaded for it is remembered: a file travels once.
async fn album(cx: &Ctx, tap: &Tap, id: TourId) -> Result<(), Fault> {
    let card = found(cx, id).await?;
    let (photos, pictures): (Vec<_>, Vec<_>) = screens::pictures(cx, &card).into_iter().unzip();
    let caption = screens::titled(&cx.tr, &card);
    let known = Album { pictures, caption }
        .send(&cx.app().tg, cx.chat)
        .await?;
    if known.iter().all(Option::is_none) {
        return Err(Fault::refused("tours-error-album"));
    }
    for (photo, known) in photos.into_iter().zip(&known) {
        if let (None, Some(path), Some(known)) = (&photo.file_id, &photo.asset, known) {
            cx.site.library.picture_is(path, known);
        }
    }
    cx.send(&screens::album_sent(&cx.tr, &card)).await?;
    tap.finish().await;
    Ok(())
}

/// Somebody came by the link of a tour.
///
/// # Errors
/// When the database or Telegram does not answer.
pub async fn linked(cx: &Ctx, tap: Option<&Tap>, id: TourId) -> Result<(), Fault> {
    match card(cx, tap, id).await {
        // Put away meanwhile: there are others.
        Err(Fault::Refused(_)) => list_home(cx, tap).await,
        other => other,
    }
}

/// The sessions of a day.
async fn pick(cx: &Ctx, tap: &Tap, id: TourId, day: NaiveDate) -> Result<(), Fault> {
    let card = found(cx, id).await?;
    let here: Vec<_> = card
        .sessions
        .iter()
        .filter(|session| session.starts_on == day)
        .collect();
    let screen = if here.is_empty() {
        screens::dates(cx, &card, day)
    } else {
        screens::day(&cx.tr, &card, &here)
    };
    cx.show(Some(tap), &screen).await
}

/// Somebody came by the link of a promo code: what it is good for.
///
/// # Errors
/// When the database or Telegram does not answer.
pub async fn promo(cx: &Ctx, tap: Option<&Tap>, code: &str) -> Result<(), Fault> {
    match discounts::live_code(cx.app(), code).await? {
        Some(code) => {
            let zone = cx.app().config.tours.time_zone;
            cx.show(tap, &screens::promo(&cx.tr, &code, zone)).await
        }
        // Over, or never there: there are tours without it.
        None => list_home(cx, tap).await,
    }
}
