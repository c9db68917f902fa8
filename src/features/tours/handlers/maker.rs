//! Making tours.

use serde_json::{Map, Value, json};
use teloxide::types::{Message, MessageId};

use super::{PAGE, fault};
use crate::{
    args,
    bot::{fault::Fault, tap::Tap, tg::TgError},
    entity::tour::Status,
    features::{
        ctx::Ctx,
        tours::{
            callbacks::{Choice, Field, MakerCallback},
            catalog::{Answer, Catalog, Param, ParamFault},
            error::ToursError,
            offers::{self, Draft, Words},
            own_tour,
            photos::{self, Picture},
            reads::{self, Card},
            require,
            screens::maker as screens,
            state::{Coming, ToursState},
        },
    },
    kernel::{
        ids::{AgencyId, TourId},
        lang::Lang,
        words::switched,
    },
};

pub(super) async fn tapped(cx: &Ctx, tap: &Tap, callback: MakerCallback) -> Result<(), Fault> {
    use MakerCallback as C;
    let some = Some(tap);
    match callback {
        C::Tours(agency, status, page) => list(cx, some, agency, status, page).await,
        C::New(agency) => {
            require(&cx.rights, agency).map_err(fault)?;
            cx.expect(ToursState::NewTour { agency }).await;
            cx.show(some, &screens::ask_title(&cx.tr, agency)).await
        }
        C::Tour(id) => open(cx, some, id).await,
        C::Words(id, lang) => words(cx, some, id, lang).await,
        C::Ask(tour, lang, field) => {
            let card = own(cx, tour).await?;
            cx.expect(ToursState::Word { tour, lang, field }).await;
            cx.show(some, &screens::ask_word(&cx.tr, &card, lang, field))
                .await
        }
        C::Choose(id, choice) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::choose(cx, &card, choice)).await
        }
        C::Chosen(id, choice, key) => {
            let draft = match choice {
                Choice::Category => Draft {
                    category: Some(key),
                    ..Draft::default()
                },
                Choice::Kind => Draft {
                    kind: Some(key),
                    ..Draft::default()
                },
                Choice::City => Draft {
                    city: Some(key),
                    ..Draft::default()
                },
            };
            edit(cx, id, draft).await?;
            open(cx, some, id).await
        }
        C::Transports(id) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::transports(cx, &card)).await
        }
        C::Transport(id, key, is_on) => {
            let tour = own(cx, id).await?.tour;
            let transports = switched(&tour.transports, &key, is_on);
            let draft = Draft {
                transports: Some(transports.into_iter().map(str::to_owned).collect()),
                ..Draft::default()
            };
            edit(cx, id, draft).await?;
            let card = own(cx, id).await?;
            cx.show(some, &screens::transports(cx, &card)).await
        }
        C::Languages(id) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::languages(&cx.tr, &card)).await
        }
        C::Language(id, lang, is_on) => {
            let tour = own(cx, id).await?.tour;
            let codes = switched(&tour.languages, lang.code(), is_on);
            let languages = Lang::ALL
                .into_iter()
                .filter(|lang| codes.contains(&lang.code()))
                .collect();
            let draft = Draft {
                languages: Some(languages),
                ..Draft::default()
            };
            edit(cx, id, draft).await?;
            let card = own(cx, id).await?;
            cx.show(some, &screens::languages(&cx.tr, &card)).await
        }
        C::Days(tour) => {
            let card = own(cx, tour).await?;
            cx.expect(ToursState::Days { tour }).await;
            cx.show(some, &screens::ask_days(&cx.tr, &card)).await
        }
        C::Params(id) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::params(cx, &card)).await
        }
        C::Param(id, key) => param(cx, some, id, key).await,
        C::Answer(id, key, answer) => {
            answered(cx, id, key, answer).await?;
            let card = own(cx, id).await?;
            cx.show(some, &screens::params(cx, &card)).await
        }
        C::Photos(tour) => {
            cx.expect(ToursState::Photos { tour, album: None }).await;
            album(cx, some, tour).await
        }
        C::Photo(id, photo) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::photo(cx, &card, photo)).await
        }
        C::Shift(tour, photo, to) => {
            photos::shift(cx.app(), cx.actor(), &cx.rights, tour, photo, to)
                .await
                .map_err(fault)?;
            cx.expect(ToursState::Photos { tour, album: None }).await;
            album(cx, some, tour).await
        }
        C::Publish(id) => publish(cx, some, id).await,
        C::Archive(id) => {
            let card = own(cx, id).await?;
            cx.show(some, &screens::ask_archive(&cx.tr, &card)).await
        }
        C::ArchiveYes(id) => {
            offers::archive(cx.app(), cx.actor(), &cx.rights, id)
                .await
                .map_err(fault)?;
            open(cx, some, id).await
        }
    }
}

fn catalog(cx: &Ctx) -> &Catalog {
    &cx.site.library.tours
}

/// A tour for whoever decides about it.
async fn own(cx: &Ctx, id: TourId) -> Result<Card, Fault> {
    let tour = own_tour(&cx.app().db, &cx.rights, id)
        .await
        .map_err(fault)?;
    reads::whole(cx.app(), None, tour).await.map_err(fault)
}

/// A parameter of a tour's type.
fn param_of<'c>(cx: &'c Ctx, card: &Card, key: &str) -> Result<&'c Param, Fault> {
    catalog(cx)
        .kind(&card.tour.kind)
        .and_then(|kind| kind.param(key))
        .ok_or_else(|| Fault::refused("common-gone"))
}

async fn edit(cx: &Ctx, id: TourId, draft: Draft) -> Result<(), Fault> {
    offers::edit(cx.app(), catalog(cx), cx.actor(), &cx.rights, id, draft)
        .await
        .map(drop)
        .map_err(fault)
}

pub(super) async fn open(cx: &Ctx, tap: Option<&Tap>, id: TourId) -> Result<(), Fault> {
    let card = own(cx, id).await?;
    cx.show(tap, &screens::tour(cx, &card)).await
}

async fn list(
    cx: &Ctx,
    tap: Option<&Tap>,
    agency: AgencyId,
    status: Status,
    page: u32,
) -> Result<(), Fault> {
    require(&cx.rights, agency).map_err(fault)?;
    let tours = reads::of_agency(cx.app(), agency, status, page, PAGE).await?;
    cx.show(tap, &screens::tours(&cx.tr, agency, status, &tours))
        .await
}

async fn words(cx: &Ctx, tap: Option<&Tap>, id: TourId, lang: Lang) -> Result<(), Fault> {
    let card = own(cx, id).await?;
    cx.show(tap, &screens::texts(&cx.tr, &card, lang)).await
}

/// The title of a new tour.
pub(super) async fn titled(cx: &Ctx, agency: AgencyId, title: &str) -> Result<(), Fault> {
    let named = (cx.tr.lang(), title);
    let made = offers::create(cx.app(), catalog(cx), cx.actor(), &cx.rights, agency, named).await;
    match made {
        Ok(tour) => {
            open(cx, None, tour.id).await?;
            cx.expect_nothing().await;
            Ok(())
        }
        Err(error) => {
            let question = screens::ask_title(&cx.tr, agency);
            cx.ask_again(question, fault(error)).await
        }
    }
}

/// Words of a tour; a dash takes them away.
pub(super) async fn worded(
    cx: &Ctx,
    (tour, lang, field): (TourId, Lang, Field),
    typed: &str,
) -> Result<(), Fault> {
    let text = Some(if typed.trim() == "-" { "" } else { typed }.to_owned());
    let words = match field {
        Field::Title => Words {
            title: text,
            ..Words::default()
        },
        Field::Description => Words {
            description: text,
            ..Words::default()
        },
        Field::Included => Words {
            included: text,
            ..Words::default()
        },
        Field::MeetingPoint => Words {
            meeting_point: text,
            ..Words::default()
        },
    };
    let (app, rights) = (cx.app(), &cx.rights);
    let done = offers::word(app, catalog(cx), cx.actor(), rights, tour, lang, words).await;
    if let Err(error) = done {
        let card = own(cx, tour).await?;
        let question = screens::ask_word(&cx.tr, &card, lang, field);
        let why = match error {
            // There are no words in this language yet: the title is the first of them.
            ToursError::Incomplete("title") => Fault::refused("maker-error-title-first"),
            other => fault(other),
        };
        return cx.ask_again(question, why).await;
    }
    self::words(cx, None, tour, lang).await?;
    cx.expect_nothing().await;
    Ok(())
}

/// How many days.
pub(super) async fn lasting(cx: &Ctx, tour: TourId, typed: &str) -> Result<(), Fault> {
    let draft = Draft {
        // Zero is refused like any other number that makes no sense.
        days: Some(typed.trim().parse().unwrap_or(0)),
        ..Draft::default()
    };
    if let Err(why) = edit(cx, tour, draft).await {
        let card = own(cx, tour).await?;
        return cx.ask_again(screens::ask_days(&cx.tr, &card), why).await;
    }
    open(cx, None, tour).await?;
    cx.expect_nothing().await;
    Ok(())
}

async fn param(cx: &Ctx, tap: Option<&Tap>, tour: TourId, key: String) -> Result<(), Fault> {
    let card = own(cx, tour).await?;
    let param = param_of(cx, &card, &key)?;
    if matches!(param.is, Answer::Number { .. }) {
        cx.expect(ToursState::Param { tour, key }).await;
    }
    cx.show(tap, &screens::param(&cx.tr, tour, param)).await
}

/// An answer in a button: an option, yes or no, or nothing any more.
async fn answered(cx: &Ctx, id: TourId, key: String, answer: Option<String>) -> Result<(), Fault> {
    let card = own(cx, id).await?;
    let param = param_of(cx, &card, &key)?;
    let value = match (&param.is, answer) {
        (_, None) => Value::Null,
        (Answer::Flag, Some(word)) => json!(word == "y"),
        (Answer::Choice { .. } | Answer::Number { .. }, Some(word)) => json!(word),
    };
    set_param(cx, id, key, value).await
}

async fn set_param(cx: &Ctx, id: TourId, key: String, value: Value) -> Result<(), Fault> {
    let draft = Draft {
        params: Map::from_iter([(key, value)]),
        ..Draft::default()
    };
    edit(cx, id, draft).await
}

/// A number for a parameter.
pub(super) async fn numbered(cx: &Ctx, tour: TourId, key: &str, typed: &str) -> Result<(), Fault> {
    let value = match typed.trim().parse::<i64>() {
        Ok(number) => json!(number),
        // Refused by the type's schema, with the bounds.
        Err(_) => json!(typed),
    };
    if let Err(why) = set_param(cx, tour, key.to_owned(), value).await {
        let card = own(cx, tour).await?;
        return match param_of(cx, &card, key) {
            Ok(param) => cx.ask_again(screens::param(&cx.tr, tour, param), why).await,
            Err(_) => Err(why),
        };
    }
    let card = own(cx, tour).await?;
    cx.send(&screens::params(cx, &card)).await?;
    cx.expect_nothing().await;
    Ok(())
}

async fn album(cx: &Ctx, tap: Option<&Tap>, id: TourId) -> Result<(), Fault> {
    let card = own(cx, id).await?;
    cx.show(tap, &screens::photos(cx, &card)).await
}

/// A picture. An album comes as one message a picture: all of them have one answer, which counts on as they come,
/// and the question stays open for more.
pub(super) async fn pictured(
    cx: &Ctx,
    message: &Message,
    tour: TourId,
    coming: Option<Coming>,
) -> Result<(), Fault> {
    let added = match super::largest(message) {
        Some(file) => {
            let picture = Picture::Telegram(file);
            let done = photos::add(cx.app(), cx.actor(), &cx.rights, tour, picture).await;
            done.map_err(fault)
        }
        None => Err(Fault::refused("maker-error-photo")),
    };
    let why = match added {
        Ok(()) => None,
        Err(Fault::Refused(why)) => Some(why),
        Err(other) => return Err(other),
    };
    let mut page = screens::photos(cx, &own(cx, tour).await?);
    if let Some(why) = why {
        page = page.headed(cx.tr.html(why.id, why.args));
    }
    let group = message.media_group_id().map(|group| &group.0);
    let tg = &cx.app().tg;
    if let Some(coming) = coming.filter(|coming| group == Some(&coming.group)) {
        match page.edit(tg, cx.chat, MessageId(coming.answer)).await {
            // Taken away meanwhile.
            Err(TgError::Gone) => {}
            other => return Ok(other?),
        }
    }
    let sent = page.send(tg, cx.chat).await?;
    if let Some(group) = group {
        let album = Some(Coming {
            group: group.clone(),
            answer: sent.id.0,
        });
        cx.expect(ToursState::Photos { tour, album }).await;
    }
    Ok(())
}

async fn publish(cx: &Ctx, tap: Option<&Tap>, id: TourId) -> Result<(), Fault> {
    let (app, rights) = (cx.app(), &cx.rights);
    match offers::publish(app, catalog(cx), cx.actor(), rights, id).await {
        Ok(_) => open(cx, tap, id).await,
        Err(ToursError::Incomplete(name)) => {
            let what = cx.tr.plain(&format!("maker-missing-{name}"), args![]);
            Err(Fault::refused_with(
                "maker-error-missing",
                args![what = what],
            ))
        }
        Err(ToursError::BadParams(faults)) => {
            let card = own(cx, id).await?;
            let what = named(cx, &card, &faults);
            Err(Fault::refused_with(
                "maker-error-missing",
                args![what = what],
            ))
        }
        Err(error) => Err(fault(error)),
    }
}

/// The parameters that do not fit, by their titles.
fn named(cx: &Ctx, card: &Card, faults: &[ParamFault]) -> String {
    let kind = catalog(cx).kind(&card.tour.kind);
    let names: Vec<_> = faults
        .iter()
        .filter_map(|fault| kind?.param(&fault.key))
        .map(|param| param.title.in_lang(cx.tr.lang()).clone())
        .collect();
    names.join(", ")
}
