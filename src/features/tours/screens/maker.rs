//! What those see who make tours.

use serde_json::{Map, Value};

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Button, Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::tour::Status,
    features::{
        ctx::Ctx,
        tours::{
            callbacks::{AgencyCallback, Choice, Field, MakerCallback, PlannerCallback},
            catalog::{Answer, Catalog, Param},
            offers::{DESCRIPTION_LIMIT, MOST_DAYS, NOTE_LIMIT, TITLE_LIMIT},
            photos::{MOST, Move},
            reads::{Brief, Card},
            words,
        },
    },
    kernel::{
        ids::{AgencyId, TourId},
        lang::Lang,
        page::Page,
    },
};

/// Tours of an agency in a state.
#[must_use]
pub fn tours(tr: &Tr, agency: AgencyId, status: Status, page: &Page<Brief>) -> Screen {
    let html = tr.html("maker-tours", args![count = page.total]);
    let rows = page.items.iter().map(|brief| {
        button(
            brief.titles.of(tr.lang()),
            &MakerCallback::Tour(brief.tour.id),
        )
    });
    let states = [Status::Published, Status::Draft, Status::Archived].map(|one| {
        let mark = if one == status { "• " } else { "" };
        let label = tr.plain(&format!("maker-state-{}", one.word()), args![]);
        button(
            format!("{mark}{label}"),
            &MakerCallback::Tours(agency, one, 0),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(page, |number| MakerCallback::Tours(agency, status, number))
        .row(states)
        .row([button(
            tr.plain("maker-new", args![]),
            &MakerCallback::New(agency),
        )])
        .back(tr, &AgencyCallback::Open(agency));
    Screen::new(html).with(keyboard)
}

/// The title of a new tour?
#[must_use]
pub fn ask_title(tr: &Tr, agency: AgencyId) -> Screen {
    let html = tr.html("maker-ask-title", args![limit = TITLE_LIMIT]);
    let back = MakerCallback::Tours(agency, Status::Published, 0);
    Screen::new(html).with(Keyboard::new().back(tr, &back))
}

fn titled(named: Option<(&str, &str)>) -> String {
    named.map_or_else(
        || "—".to_owned(),
        |(emoji, title)| format!("{emoji} {title}"),
    )
}

/// A tour with everything that can be changed.
#[must_use]
pub fn tour(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let catalog = &cx.site.library.tours;
    let tour = &card.tour;
    let id = tour.id;
    let category = catalog
        .category(&tour.category)
        .map(|one| (one.emoji.as_str(), one.title.in_lang(lang).as_str()));
    let kind = catalog
        .kind(&tour.kind)
        .map(|one| (one.emoji.as_str(), one.title.in_lang(lang).as_str()));
    let city = catalog
        .city(&tour.city)
        .map(|one| (one.emoji.as_str(), one.title.in_lang(lang).as_str()));
    let languages: Vec<_> = Lang::ALL
        .into_iter()
        .filter(|lang| card.texts.iter().any(|text| text.lang == *lang))
        .map(|lang| lang.code().to_uppercase())
        .collect();
    let mut html = tr.html(
        "maker-tour",
        args![
            title = card.title(lang),
            state = tr.plain(&format!("maker-state-{}", tour.status.word()), args![]),
            category = titled(category),
            kind = titled(kind),
            city = titled(city),
            days = i64::from(tour.days),
            transports = names(catalog, &tour.transports, lang),
            spoken = spoken(tr, &tour.languages),
            words = languages.join(", "),
            photos = card.photos.len(),
            sessions = card.sessions.len(),
        ],
    );
    for line in said(tr, catalog, card) {
        html = html.line(&Html::escape(&line));
    }
    let label = |id: &str| tr.plain(id, args![]);
    let words = Lang::ALL.map(|lang| {
        button(
            tr.plain("maker-words", args![lang = lang.code().to_uppercase()]),
            &MakerCallback::Words(id, lang),
        )
    });
    let act = match tour.status {
        Status::Draft => vec![button(label("maker-publish"), &MakerCallback::Publish(id))],
        Status::Published => vec![button(label("maker-archive"), &MakerCallback::Archive(id))],
        Status::Archived => vec![button(
            label("maker-publish-again"),
            &MakerCallback::Publish(id),
        )],
    };
    let keyboard = Keyboard::new()
        .row(words)
        .row([
            button(
                label("maker-category"),
                &MakerCallback::Choose(id, Choice::Category),
            ),
            button(
                label("maker-city"),
                &MakerCallback::Choose(id, Choice::City),
            ),
        ])
        .row([
            button(
                label("maker-kind"),
                &MakerCallback::Choose(id, Choice::Kind),
            ),
            button(label("maker-params"), &MakerCallback::Params(id)),
        ])
        .row([
            button(label("maker-transports"), &MakerCallback::Transports(id)),
            button(label("maker-languages"), &MakerCallback::Languages(id)),
        ])
        .row([
            button(label("maker-days"), &MakerCallback::Days(id)),
            button(label("maker-photos"), &MakerCallback::Photos(id)),
        ])
        .row([
            button(
                label("maker-session"),
                &PlannerCallback::Day(id, chrono::NaiveDate::default()),
            ),
            button(
                label("maker-discount"),
                &PlannerCallback::Promote(tour.agency_id, Some(id)),
            ),
        ])
        .row([button(
            label("maker-code"),
            &PlannerCallback::Code(tour.agency_id, Some(id)),
        )])
        .row([button(label("maker-preview"), &AgencyCallback::Tour(id))])
        .row(act)
        .back(tr, &MakerCallback::Tours(tour.agency_id, tour.status, 0));
    Screen::new(html).with(keyboard)
}

fn names(catalog: &Catalog, keys: &str, lang: Lang) -> String {
    let names: Vec<_> = keys
        .split_whitespace()
        .filter_map(|key| catalog.transport(key))
        .map(|one| one.title.in_lang(lang).as_str())
        .collect();
    if names.is_empty() {
        "—".to_owned()
    } else {
        names.join(", ")
    }
}

fn spoken(tr: &Tr, codes: &str) -> String {
    let names: Vec<_> = codes
        .split_whitespace()
        .map(|code| tr.plain(&format!("maker-lang-{code}"), args![]))
        .collect();
    names.join(", ")
}

/// The parameters that are said, a line each.
fn said(tr: &Tr, catalog: &Catalog, card: &Card) -> Vec<String> {
    let given: Map<String, Value> = serde_json::from_str(&card.tour.params).unwrap_or_default();
    let Some(kind) = catalog.kind(&card.tour.kind) else {
        return Vec::new();
    };
    kind.params
        .iter()
        .filter_map(|param| {
            let value = given.get(&param.key)?;
            Some(format!(
                "{}: {}",
                param.title.in_lang(tr.lang()),
                shown(tr, param, value)
            ))
        })
        .collect()
}

/// An answer; one that does not fit the type, as it stands.
fn shown(tr: &Tr, param: &Param, value: &Value) -> String {
    words::answer(tr, param, value).unwrap_or_else(|| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    })
}

/// The words of a tour in a language.
#[must_use]
pub fn texts(tr: &Tr, card: &Card, lang: Lang) -> Screen {
    let text = card.texts.iter().find(|text| text.lang == lang);
    let of = |field| {
        let words = text.map(|text| match field {
            Field::Title => text.title.as_str(),
            Field::Description => text.description.as_str(),
            Field::Included => text.included.as_str(),
            Field::MeetingPoint => text.meeting_point.as_str(),
        });
        words.filter(|words| !words.is_empty()).unwrap_or("—")
    };
    let id = card.tour.id;
    let html = tr.html(
        "maker-words-page",
        args![
            lang = lang.code().to_uppercase(),
            title = of(Field::Title),
            description = of(Field::Description),
            included = of(Field::Included),
            meeting = of(Field::MeetingPoint),
        ],
    );
    let fields = Field::ALL.map(|field| {
        button(
            tr.plain(&format!("maker-field-{}", field.word()), args![]),
            &MakerCallback::Ask(id, lang, field),
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, fields)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(html).with(keyboard)
}

/// Which words?
#[must_use]
pub fn ask_word(tr: &Tr, card: &Card, lang: Lang, field: Field) -> Screen {
    let limit = match field {
        Field::Title => TITLE_LIMIT,
        Field::Description => DESCRIPTION_LIMIT,
        Field::Included | Field::MeetingPoint => NOTE_LIMIT,
    };
    let html = tr.html(
        "maker-ask-word",
        args![
            field = tr.plain(&format!("maker-field-{}", field.word()), args![]),
            lang = lang.code().to_uppercase(),
            limit = limit
        ],
    );
    let back = MakerCallback::Words(card.tour.id, lang);
    Screen::new(html).with(Keyboard::new().back(tr, &back))
}

/// One of the catalogue's.
#[must_use]
pub fn choose(cx: &Ctx, card: &Card, choice: Choice) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let catalog = &cx.site.library.tours;
    let (id, tour) = (card.tour.id, &card.tour);
    let one = |key: &str, emoji: &str, title: &str, now: &str| -> Button {
        let mark = if key == now { "• " } else { "" };
        button(
            format!("{mark}{emoji} {title}"),
            &MakerCallback::Chosen(id, choice, key.to_owned()),
        )
    };
    let buttons: Vec<_> = match choice {
        Choice::Category => catalog
            .categories
            .iter()
            .map(|row| {
                one(
                    &row.key,
                    &row.emoji,
                    row.title.in_lang(lang),
                    &tour.category,
                )
            })
            .collect(),
        Choice::Kind => catalog
            .kinds
            .iter()
            .map(|row| one(&row.key, &row.emoji, row.title.in_lang(lang), &tour.kind))
            .collect(),
        Choice::City => catalog
            .cities
            .iter()
            .map(|row| one(&row.key, &row.emoji, row.title.in_lang(lang), &tour.city))
            .collect(),
    };
    let html = tr.html(&format!("maker-choose-{}", choice.word()), args![]);
    let keyboard = Keyboard::new()
        .grid(2, buttons)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(html).with(keyboard)
}

fn tick(is_on: bool) -> &'static str {
    if is_on { "✅" } else { "▫️" }
}

/// Means of transport.
#[must_use]
pub fn transports(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let id = card.tour.id;
    let chosen = |key: &str| {
        card.tour
            .transports
            .split_whitespace()
            .any(|one| one == key)
    };
    let buttons = cx.site.library.tours.transports.iter().map(|row| {
        let is_on = chosen(&row.key);
        button(
            format!("{} {}", tick(is_on), row.title.in_lang(tr.lang())),
            &MakerCallback::Transport(id, row.key.clone(), !is_on),
        )
    });
    let keyboard = Keyboard::new()
        .grid(2, buttons)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(tr.html("maker-choose-transports", args![])).with(keyboard)
}

/// Languages that are spoken.
#[must_use]
pub fn languages(tr: &Tr, card: &Card) -> Screen {
    let id = card.tour.id;
    let buttons = Lang::ALL.map(|lang| {
        let is_on = card
            .tour
            .languages
            .split_whitespace()
            .any(|code| code == lang.code());
        let name = tr.plain(&format!("maker-lang-{}", lang.code()), args![]);
        button(
            format!("{} {name}", tick(is_on)),
            &MakerCallback::Language(id, lang, !is_on),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, buttons)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(tr.html("maker-choose-languages", args![])).with(keyboard)
}

/// How many days?
#[must_use]
pub fn ask_days(tr: &Tr, card: &Card) -> Screen {
    let html = tr.html("maker-ask-days", args![limit = i64::from(MOST_DAYS)]);
    Screen::new(html).with(Keyboard::new().back(tr, &MakerCallback::Tour(card.tour.id)))
}

/// Parameters of the tour's type.
#[must_use]
pub fn params(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let catalog = &cx.site.library.tours;
    let id = card.tour.id;
    let given: Map<String, Value> = serde_json::from_str(&card.tour.params).unwrap_or_default();
    let kind = catalog.kind(&card.tour.kind);
    let rows = kind.into_iter().flat_map(|kind| &kind.params).map(|param| {
        let value = given
            .get(&param.key)
            .map_or_else(|| "—".to_owned(), |value| shown(tr, param, value));
        let mark = if param.required { " *" } else { "" };
        button(
            format!("{}{mark}: {value}", param.title.in_lang(tr.lang())),
            &MakerCallback::Param(id, param.key.clone()),
        )
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(tr.html("maker-params-page", args![])).with(keyboard)
}

/// One of them: options, yes and no, or a number that is typed.
#[must_use]
pub fn param(tr: &Tr, tour: TourId, param: &Param) -> Screen {
    let title = param.title.in_lang(tr.lang()).as_str();
    let answer = |word: &str| MakerCallback::Answer(tour, param.key.clone(), Some(word.to_owned()));
    let (html, keyboard) = match &param.is {
        Answer::Number { min, max } => (
            tr.html(
                "maker-ask-number",
                args![title = title, min = *min, max = *max],
            ),
            Keyboard::new(),
        ),
        Answer::Choice { options } => {
            let buttons = options.iter().map(|option| {
                button(
                    format!("{} {}", option.emoji, option.title.in_lang(tr.lang())),
                    &answer(&option.key),
                )
            });
            (
                tr.html("maker-ask-choice", args![title = title]),
                Keyboard::new().grid(1, buttons),
            )
        }
        Answer::Flag => (
            tr.html("maker-ask-choice", args![title = title]),
            Keyboard::new().yes_no(tr, &answer("y"), &answer("n")),
        ),
    };
    let keyboard = keyboard
        .row([button(
            tr.plain("maker-param-none", args![]),
            &MakerCallback::Answer(tour, param.key.clone(), None),
        )])
        .back(tr, &MakerCallback::Params(tour));
    Screen::new(html).with(keyboard)
}

/// The pictures of a tour.
#[must_use]
pub fn photos(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let id = card.tour.id;
    let html = tr.html(
        "maker-photos-page",
        args![count = card.photos.len(), limit = MOST],
    );
    let buttons = card.photos.iter().zip(1..).map(|(photo, number)| {
        let mark = if number == 1 { "⭐️" } else { "🖼" };
        button(
            format!("{mark} {number}"),
            &MakerCallback::Photo(id, photo.id),
        )
    });
    let keyboard = Keyboard::new()
        .grid(5, buttons)
        .back(tr, &MakerCallback::Tour(id));
    Screen::new(html).with(keyboard)
}

/// One picture.
#[must_use]
pub fn photo(cx: &Ctx, card: &Card, photo: i64) -> Screen {
    let tr = &cx.tr;
    let id = card.tour.id;
    let place = card.photos.iter().position(|one| one.id == photo);
    let number = place.map_or(0, |place| place + 1);
    let html = tr.html("maker-photo-page", args![number = number]);
    let label = |text: &str| tr.plain(text, args![]);
    let is_first = place == Some(0);
    let forward = (!is_first).then(|| {
        [
            button(
                label("maker-photo-cover"),
                &MakerCallback::Shift(id, photo, Move::Cover),
            ),
            button(
                label("maker-photo-forward"),
                &MakerCallback::Shift(id, photo, Move::Forward),
            ),
        ]
    });
    let keyboard = Keyboard::new()
        .row(forward.into_iter().flatten())
        .row([button(
            label("maker-photo-out"),
            &MakerCallback::Shift(id, photo, Move::Out),
        )])
        .back(tr, &MakerCallback::Photos(id));
    let screen = Screen::new(html).with(keyboard);
    super::traveller::with_picture(cx, screen, place.and_then(|place| card.photos.get(place)))
}

/// The question before a tour is put away.
#[must_use]
pub fn ask_archive(tr: &Tr, card: &Card) -> Screen {
    let id = card.tour.id;
    let html = tr.html("maker-ask-archive", args![title = card.title(tr.lang())]);
    let keyboard =
        Keyboard::new().yes_no(tr, &MakerCallback::ArchiveYes(id), &MakerCallback::Tour(id));
    Screen::new(html).with(keyboard)
}
