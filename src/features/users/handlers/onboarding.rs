//! `/start`, language, consent.

use teloxide::types::UpdateKind;

use crate::{
    args,
    bot::{
        callback::Callback, fault::Fault, intake::Incoming, keyboard::remove, tap::Tap, texts::Tr,
    },
    entity::consent::{Decision, Document},
    features::{
        circle,
        ctx::Ctx,
        library::GREETING,
        menu, referrals, study, tours,
        users::{
            callbacks::UsersCallback,
            consent::{self, Choice},
            people,
            profile::{self, Change, ChangeError},
            screens,
        },
    },
    kernel::{
        ids::{OrderId, TourId},
        lang::Lang,
        permission::Permission,
    },
};

/// `/start [payload]`: the greeting, then whatever is missing (language, consent), then where the
/// payload leads.
pub async fn start(cx: Ctx, payload: Option<String>) -> Result<(), Fault> {
    if let Some(payload) = &payload {
        referrals::touch::came(cx.app(), &cx.person, payload).await?;
        profile::headed_for(cx.app(), cx.me(), payload).await?;
    }
    greet(&cx).await?;
    if cx.rights.may(Permission::OpenStaffPanel) {
        // A role may have come before the person did.
        menu::offer_commands(&cx).await;
    }
    proceed(&cx, None, payload.as_deref()).await
}

/// The picture with the greeting. Its upload is remembered, so that the file travels once.
async fn greet(cx: &Ctx) -> Result<(), Fault> {
    let screen = screens::greeting(cx);
    let sent = screen.send(&cx.app().tg, cx.chat).await?;
    if let Some(photo) = &sent.photo {
        cx.site.library.picture_is(GREETING, photo);
    }
    Ok(())
}

/// Shows the next thing that is missing, or goes where the person wanted to go.
async fn proceed(cx: &Ctx, tap: Option<&Tap>, payload: Option<&str>) -> Result<(), Fault> {
    if cx.person.lang.is_none() {
        return cx.show(tap, &screens::languages(cx, false)).await;
    }
    if !cx.has_consented() {
        return ask_consent(cx, tap).await;
    }
    match payload.and_then(Destination::of) {
        Some(Destination::Friend(token)) => {
            circle::handlers::invited(cx, tap, token).await?;
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Order(id)) => {
            study::handlers::linked(cx, tap, id).await?;
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Tour(id)) if cx.app().config.modules.tours => {
            tours::handlers::linked(cx, tap, id).await?;
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Tours) if cx.app().config.modules.tours => {
            tours::handlers::list_home(cx, tap).await?;
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Promo(code)) if cx.app().config.modules.tours => {
            tours::handlers::promo(cx, tap, code).await?;
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Referral(code)) => {
            if referrals::handlers::is_own(cx, code).await? {
                referrals::handlers::open(cx, tap).await?;
            } else {
                cx.show(tap, &menu::home(cx)).await?;
            }
            profile::arrived(cx.app(), cx.me()).await?;
            Ok(())
        }
        Some(Destination::Tour(_) | Destination::Tours | Destination::Promo(_)) | None => {
            cx.show(tap, &menu::home(cx)).await
        }
    }
}

/// Where a deep link leads. Payloads of other kinds open the menu. The one that somebody came by at first
/// is kept with the person.
enum Destination<'p> {
    Friend(&'p str),
    Order(OrderId),
    Tour(TourId),
    Tours,
    Promo(&'p str),
    Referral(&'p str),
}

impl<'p> Destination<'p> {
    fn of(payload: &'p str) -> Option<Self> {
        let order = || payload.strip_prefix("order_")?.parse().ok().map(OrderId);
        let tour = || payload.strip_prefix("tour_")?.parse().ok().map(TourId);
        let friend = payload.strip_prefix("friend_").map(Self::Friend);
        let tours = || (payload == "tours").then_some(Self::Tours);
        let promo = || payload.strip_prefix("promo_").map(Self::Promo);
        let referral = || payload.strip_prefix(referrals::codes::PREFIX);
        friend
            .or_else(|| order().map(Self::Order))
            .or_else(|| tour().map(Self::Tour))
            .or_else(tours)
            .or_else(promo)
            .or_else(|| referral().map(Self::Referral))
    }
}

/// The choice of a language.
pub async fn language(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    cx.show(tap, &screens::languages(cx, true)).await
}

/// Takes a language and goes on in it.
pub(super) async fn set_language(cx: &Ctx, tap: Option<&Tap>, lang: Lang) -> Result<(), Fault> {
    let person = profile::change(cx.app(), cx.me(), Change::Lang(lang))
        .await
        .map_err(refusal)?;
    let account = people::account(cx.app(), person).await?;
    let cx = cx.renewed(account);
    menu::offer_commands(&cx).await;
    let payload = cx.person.pending_payload.clone();
    proceed(&cx, tap, payload.as_deref()).await
}

/// The first document that is not agreed to; the menu when there is none.
pub(super) async fn ask_consent(cx: &Ctx, tap: Option<&Tap>) -> Result<(), Fault> {
    match cx.consents.missing(&cx.site.library) {
        Some(document) => cx.show(tap, &screens::document(cx, document)).await,
        None => cx.show(tap, &menu::home(cx)).await,
    }
}

/// Anything that needs consent, before it is given.
pub async fn consent_first(cx: Ctx, tap: Option<Tap>) -> Result<(), Fault> {
    match tap {
        Some(tap) => {
            tap.toast(&cx.tr.plain("consent-first", args![])).await?;
            ask_consent(&cx, None).await
        }
        None => consent_first_message(&cx).await,
    }
}

/// As [`consent_first`], for a message.
pub async fn consent_first_message(cx: &Ctx) -> Result<(), Fault> {
    if cx.person.lang.is_none() {
        return language(cx, None).await;
    }
    ask_consent(cx, None).await
}

/// Writes a decision down and goes on. A version that is no longer the present one is not decided
/// about: the present one is shown instead.
pub(super) async fn decide(
    cx: &Ctx,
    tap: Option<&Tap>,
    document: Document,
    decision: Decision,
    version: u32,
) -> Result<(), Fault> {
    let lang = cx.tr.lang();
    let shown = cx
        .site
        .library
        .document(document, lang)
        .filter(|text| screens::version_number(&text.version) == version);
    let Some(shown) = shown else {
        return ask_consent(cx, tap).await;
    };
    let choice = Choice {
        document,
        lang,
        version: &shown.version,
        decision,
    };
    consent::decide(cx.app(), cx.actor(), cx.me(), &[choice]).await?;
    let account = people::account(cx.app(), cx.person.clone()).await?;
    let cx = cx.renewed(account);
    if decision == Decision::Refused {
        return cx.show(tap, &screens::refused(&cx)).await;
    }
    let payload = cx.person.pending_payload.clone();
    proceed(&cx, tap, payload.as_deref()).await
}

/// A button of somebody without an account: it was deleted, and the chat with its buttons is still there.
pub async fn unknown(incoming: Incoming, tr: Tr) -> Result<(), Fault> {
    let Some(tap) = &incoming.tap else {
        return Ok(());
    };
    let is_goodbye = match &incoming.update.kind {
        UpdateKind::CallbackQuery(query) => {
            query.data.as_deref() == Some(UsersCallback::DeleteYes.encode().as_str())
        }
        _ => false,
    };
    if is_goodbye {
        // The deletion is delivered again: its answer may not have gone out.
        tap.show(&screens::deleted(&tr)).await?;
    } else {
        tap.alert(&tr.plain("start-first", args![])).await?;
    }
    Ok(())
}

/// Whoever was shut out hears why, and nothing else.
pub async fn shut_out(cx: Ctx, tap: Option<Tap>) -> Result<(), Fault> {
    match tap {
        Some(tap) => {
            tap.alert(&cx.tr.plain("blocked-alert", args![])).await?;
            Ok(())
        }
        None => {
            let contact = &cx.app().config.brand.contact;
            let screen = screens::shut_out(&cx.tr, &cx.person, contact);
            cx.send(&screen.with_reply(remove())).await
        }
    }
}

/// Why a value of the profile is not taken, as a text.
pub(super) fn refusal(error: ChangeError) -> Fault {
    match error {
        ChangeError::Empty => Fault::refused("profile-error-empty"),
        ChangeError::TooLong => Fault::refused("profile-error-long"),
        ChangeError::TooMany => Fault::refused("profile-error-many"),
        ChangeError::UnknownZone => Fault::refused("profile-error-zone"),
        ChangeError::NoSuchPerson => Fault::refused("common-gone"),
        ChangeError::Database(error) => error.into(),
    }
}
