//! The profile and its fields.

use teloxide::types::Message;

use super::onboarding::refusal;
use crate::{
    bot::{
        fault::{Fault, Refusal},
        keyboard::remove,
        tap::Tap,
    },
    features::{
        ctx::Ctx,
        media,
        users::{
            callbacks::Field,
            people,
            profile::{self, Change},
            screens,
            state::UsersState,
            zones,
        },
    },
};

/// The profile.
pub async fn page(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let avatar = media::avatar(cx.app(), &cx.person).await?;
    match cx.show(tap, &screens::profile(cx, avatar)).await {
        // Another bot took over the data: the picture is sent anew.
        Err(fault) if fault.is_unknown_file() => {
            let avatar = media::avatar_anew(cx.app(), &cx.person).await?;
            cx.show(tap, &screens::profile(cx, avatar)).await
        }
        shown => shown,
    }
}

/// Asks for a field.
pub(super) async fn ask(cx: &Ctx, tap: Option<&Tap>, field: Field) -> Result<(), Fault> {
    let state = match field {
        Field::First => UsersState::FirstName,
        Field::Last => UsersState::LastName,
        Field::Sphere => UsersState::Sphere,
        Field::Specialisation => UsersState::Specialisation,
        Field::Interests => UsersState::Interests,
        Field::Zone => UsersState::Zone,
        Field::Avatar => UsersState::Avatar,
    };
    cx.expect(state).await;
    cx.show(tap, &screens::ask(cx, field)).await
}

/// Empties a field.
pub(super) async fn clear(cx: &Ctx, tap: Option<&Tap>, field: Field) -> Result<(), Fault> {
    let change = match field {
        Field::Last => Change::LastName(None),
        Field::Sphere => Change::Sphere(None),
        Field::Specialisation => Change::Specialisation(None),
        Field::Interests => Change::Interests(Vec::new()),
        Field::Avatar => {
            media::remove_avatar(cx.app(), &cx.person).await?;
            return renewed_page(cx, tap).await;
        }
        // A name and a zone are changed, never emptied.
        Field::First | Field::Zone => return page(cx, tap).await,
    };
    save(cx, tap, change).await
}

/// A zone was picked from the list.
pub(super) async fn pick_zone(cx: &Ctx, tap: Option<&Tap>, number: u32) -> Result<(), Fault> {
    let choice = usize::try_from(number)
        .ok()
        .and_then(|number| zones::CHOICES.get(number))
        .ok_or(Fault::refused("menu-stale-button"))?;
    save(cx, tap, Change::TimeZone(choice.zone.name().to_owned())).await
}

/// A place that was shared without being asked for: what else could it be for.
pub async fn shared_place(cx: &Ctx, message: &Message) -> Result<(), Fault> {
    match read(message, UsersState::Zone) {
        Ok(change) => {
            profile::change(cx.app(), cx.me(), change)
                .await
                .map_err(refusal)?;
            cx.send(&screens::saved(cx).with_reply(remove())).await?;
            renewed_page(cx, None).await
        }
        Err(why) => Err(Fault::Refused(why)),
    }
}

/// Asks for the location: only a keyboard in place of the letters can.
pub(super) async fn ask_location(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.expect(UsersState::Zone).await;
    if let Some(tap) = tap {
        tap.finish().await;
    }
    cx.send(&screens::ask_location(cx)).await
}

/// What was typed or sent for a field.
pub async fn typed(cx: Ctx, message: Message, state: UsersState) -> Result<(), Fault> {
    if state == UsersState::Avatar {
        return avatar(&cx, &message).await;
    }
    let change = match read(&message, state) {
        Ok(change) => change,
        Err(why) => return ask_again(&cx, state, Fault::Refused(why)).await,
    };
    match profile::change(cx.app(), cx.me(), change)
        .await
        .map_err(refusal)
    {
        Ok(_) => {
            let done = screens::saved(&cx);
            let done = if state == UsersState::Zone {
                done.with_reply(remove())
            } else {
                done
            };
            cx.send(&done).await?;
            renewed_page(&cx, None).await?;
            // Last: an answer that did not go out is repeated with the whole update.
            cx.expect_nothing().await;
            Ok(())
        }
        Err(why) => ask_again(&cx, state, why).await,
    }
}

/// The change that a message asks for.
fn read(message: &Message, state: UsersState) -> Result<Change, Refusal> {
    let because = |id| Refusal {
        id,
        args: Vec::new(),
    };
    if state == UsersState::Zone
        && let Some(place) = message.location()
    {
        let zone = zones::by_place(place.latitude, place.longitude)
            .ok_or(because("profile-error-place"))?;
        return Ok(Change::TimeZone(zone.name().to_owned()));
    }
    let text = message
        .text()
        .ok_or(because("profile-error-not-text"))?
        .to_owned();
    Ok(match state {
        UsersState::FirstName => Change::FirstName(text),
        UsersState::LastName => Change::LastName(Some(text)),
        UsersState::Sphere => Change::Sphere(Some(text)),
        UsersState::Specialisation => Change::Specialisation(Some(text)),
        UsersState::Interests => Change::Interests(
            text.split([',', ';', '\n'])
                .map(str::trim)
                .filter(|interest| !interest.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        UsersState::Zone => {
            let zone = zones::by_words(&text).ok_or(because("profile-error-zone"))?;
            Change::TimeZone(zone.name().to_owned())
        }
        UsersState::Avatar => return Err(because("profile-error-not-photo")),
    })
}

/// Keeps a picture as the avatar.
async fn avatar(cx: &Ctx, message: &Message) -> Result<(), Fault> {
    let Some(photo) = message
        .photo()
        .and_then(|sizes| sizes.iter().max_by_key(|size| size.width))
    else {
        let why = Fault::refused("profile-error-not-photo");
        return ask_again(cx, UsersState::Avatar, why).await;
    };
    media::avatar_from_telegram(cx.app(), &cx.person, &photo.file.id.0).await?;
    renewed_page(cx, None).await?;
    cx.expect_nothing().await;
    Ok(())
}

async fn ask_again(cx: &Ctx, state: UsersState, why: Fault) -> Result<(), Fault> {
    let field = match state {
        UsersState::FirstName => Field::First,
        UsersState::LastName => Field::Last,
        UsersState::Sphere => Field::Sphere,
        UsersState::Specialisation => Field::Specialisation,
        UsersState::Interests => Field::Interests,
        UsersState::Zone => Field::Zone,
        UsersState::Avatar => Field::Avatar,
    };
    cx.ask_again(screens::ask(cx, field), why).await
}

async fn save(cx: &Ctx, tap: Option<&Tap>, change: Change) -> Result<(), Fault> {
    profile::change(cx.app(), cx.me(), change)
        .await
        .map_err(refusal)?;
    renewed_page(cx, tap).await
}

async fn renewed_page(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    let person = people::find(cx.app(), cx.me())
        .await?
        .ok_or(Fault::refused("common-gone"))?;
    let account = people::account(cx.app(), person).await?;
    page(&cx.renewed(account), tap).await
}
