//! What travellers see of tours.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use serde_json::{Map, Value};
use teloxide::types::{FileId, InputFile};
use url::form_urlencoded;

use crate::{
    args,
    bot::{
        calendar::{self, Days, month_name},
        html::Html,
        keyboard::{Button, Keyboard, button, copy, link},
        screen::{Media, Screen},
        texts::Tr,
    },
    entity::{agency, attachment::Kind as FileKind, promo_code, tour_photo, tour_session, user},
    features::{
        bookings::callbacks::{BookingsCallback, Choice},
        ctx::Ctx,
        menu::MenuCallback,
        tours::{
            callbacks::{ToursCallback, View},
            catalog::Catalog,
            pricing::Party,
            reads::{Brief, Card, end_of_month},
            words,
        },
        trips::callbacks::TripsCallback,
    },
    kernel::{
        lang::Lang,
        money::{Currency, Money},
        page::Page,
    },
};

/// Prices to choose from, in whole thousands.
const PRICES: [(Currency, [u32; 3]); 2] = [
    (Currency::Uzs, [500, 1_500, 5_000]),
    (Currency::Rub, [10, 30, 100]),
];
/// Letters of the description on the card; the rest is behind a button.
const TEASER: usize = 280;

/// Where to look.
#[must_use]
pub fn home(cx: &Ctx, counts: &std::collections::HashMap<String, i64>) -> Screen {
    let tr = &cx.tr;
    let catalog = &cx.site.library.tours;
    let count_of = |key: &str| -> i64 {
        catalog
            .within(key)
            .into_iter()
            .filter_map(|key| counts.get(key))
            .sum()
    };
    let categories = catalog
        .below(None)
        .filter(|category| count_of(&category.key) > 0)
        .map(|category| {
            let view = View {
                category: Some(category.key.clone()),
                ..View::default()
            };
            let title = category.title.in_lang(tr.lang());
            button(
                format!("{} {title} · {}", category.emoji, count_of(&category.key)),
                &ToursCallback::List(view, 0),
            )
        });
    let all = View::default();
    let kept = View {
        is_kept: true,
        ..View::default()
    };
    let label = |id: &str| tr.plain(id, args![]);
    let is_empty = counts.values().all(|count| *count == 0);
    let html = if is_empty {
        tr.html("tours-home-empty", args![])
    } else {
        tr.html("tours-home", args![])
    };
    let mut keyboard = Keyboard::new().grid(1, categories);
    if !is_empty {
        keyboard = keyboard
            .row([
                button(label("tours-by-city"), &ToursCallback::Cities(all.clone())),
                button(label("tours-by-month"), &ToursCallback::Months(all.clone())),
            ])
            .row([
                button(label("tours-by-price"), &ToursCallback::Prices(all.clone())),
                button(label("tours-search"), &ToursCallback::Search),
            ])
            .row([button(label("tours-all"), &ToursCallback::List(all, 0))]);
    }
    let keyboard = keyboard
        .row([
            button(label("trips-home"), &TripsCallback::Begin),
            button(label("trips-list"), &TripsCallback::Mine(0)),
        ])
        .row([
            button(label("tours-kept"), &ToursCallback::List(kept, 0)),
            button(label("tours-bookings"), &BookingsCallback::Mine(0)),
        ])
        .back(tr, &MenuCallback::Home);
    Screen::new(html).with(keyboard)
}

/// What is looked at, in a line.
fn chosen(tr: &Tr, catalog: &Catalog, view: &View) -> Html {
    let lang = tr.lang();
    let mut parts: Vec<String> = Vec::new();
    if view.is_kept {
        parts.push(tr.plain("tours-kept", args![]));
    }
    if let Some(category) = view
        .category
        .as_deref()
        .and_then(|key| catalog.category(key))
    {
        parts.push(format!(
            "{} {}",
            category.emoji,
            category.title.in_lang(lang)
        ));
    }
    if let Some(city) = view.city.as_deref().and_then(|key| catalog.city(key)) {
        parts.push(city.title.in_lang(lang).clone());
    }
    if let Some(month) = view.month {
        parts.push(month_name(tr, month));
    }
    if let Some(price) = view.highest() {
        parts.push(tr.plain("tours-up-to", args![sum = tr.money(price)]));
    }
    if parts.is_empty() {
        parts.push(tr.plain("tours-all", args![]));
    }
    Html::escape(&parts.join(" · "))
}

/// A line about a tour, for a button.
fn line(tr: &Tr, brief: &Brief) -> String {
    let title = brief.titles.of(tr.lang());
    match &brief.next {
        Some(next) => format!(
            "{title} · {} · {}",
            next.starts_on.format("%d.%m"),
            tr.money(next.adult())
        ),
        None => title.to_owned(),
    }
}

/// What there is.
#[must_use]
pub fn list(
    cx: &Ctx,
    view: &View,
    page: &Page<Brief>,
    counts: &std::collections::HashMap<String, i64>,
) -> Screen {
    let tr = &cx.tr;
    let catalog = &cx.site.library.tours;
    let html = tr.html(
        "tours-list",
        args![chosen = chosen(tr, catalog, view), count = page.total],
    );
    let below = catalog
        .below(view.category.as_deref())
        .filter(|category| view.category.is_some() && counts.contains_key(&category.key))
        .map(|category| {
            let narrower = View {
                category: Some(category.key.clone()),
                ..view.clone()
            };
            button(
                format!("{} {}", category.emoji, category.title.in_lang(tr.lang())),
                &ToursCallback::List(narrower, 0),
            )
        });
    let rows = page
        .items
        .iter()
        .map(|brief| button(line(tr, brief), &ToursCallback::Card(brief.tour.id)));
    let label = |id: &str| tr.plain(id, args![]);
    let keyboard = Keyboard::new()
        .grid(2, below)
        .grid(1, rows)
        .pager(page, |number| ToursCallback::List(view.clone(), number))
        .row([
            button(label("tours-by-city"), &ToursCallback::Cities(view.clone())),
            button(
                label("tours-by-month"),
                &ToursCallback::Months(view.clone()),
            ),
            button(
                label("tours-by-price"),
                &ToursCallback::Prices(view.clone()),
            ),
        ])
        .back(tr, &ToursCallback::Home);
    Screen::new(html).with(keyboard)
}

/// What was found by words; the first page of it.
#[must_use]
pub fn found(cx: &Ctx, words: &str, page: &Page<Brief>) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html("tours-found", args![words = words, count = page.total]);
    if page.count > 1 {
        let shown = page.items.len();
        html = html.line(&tr.html("tours-found-first", args![count = shown]));
    }
    let rows = page
        .items
        .iter()
        .map(|brief| button(line(tr, brief), &ToursCallback::Card(brief.tour.id)));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .row([button(
            tr.plain("tours-search-again", args![]),
            &ToursCallback::Search,
        )])
        .back(tr, &ToursCallback::Home);
    Screen::new(html).with(keyboard)
}

/// The question for words.
#[must_use]
pub fn ask_words(tr: &Tr) -> Screen {
    Screen::new(tr.html("tours-ask-words", args![]))
        .with(Keyboard::new().back(tr, &ToursCallback::Home))
}

fn any(tr: &Tr, view: View) -> Button {
    button(
        tr.plain("tours-any", args![]),
        &ToursCallback::List(view, 0),
    )
}

/// Which city?
#[must_use]
pub fn cities(cx: &Ctx, view: &View, there: &std::collections::HashSet<String>) -> Screen {
    let tr = &cx.tr;
    let cities = cx
        .site
        .library
        .tours
        .cities
        .iter()
        .filter(|city| there.contains(&city.key))
        .map(|city| {
            let view = View {
                city: Some(city.key.clone()),
                ..view.clone()
            };
            button(
                format!("{} {}", city.emoji, city.title.in_lang(tr.lang())),
                &ToursCallback::List(view, 0),
            )
        });
    let anywhere = View {
        city: None,
        ..view.clone()
    };
    let keyboard = Keyboard::new()
        .grid(2, cities)
        .row([any(tr, anywhere)])
        .back(tr, &ToursCallback::List(view.clone(), 0));
    Screen::new(tr.html("tours-which-city", args![])).with(keyboard)
}

/// Which month?
#[must_use]
pub fn months(tr: &Tr, view: &View, there: &[NaiveDate]) -> Screen {
    let months = there.iter().map(|month| {
        let view = View {
            month: Some(*month),
            ..view.clone()
        };
        button(month_name(tr, *month), &ToursCallback::List(view, 0))
    });
    let anytime = View {
        month: None,
        ..view.clone()
    };
    let keyboard = Keyboard::new()
        .grid(2, months)
        .row([any(tr, anytime)])
        .back(tr, &ToursCallback::List(view.clone(), 0));
    Screen::new(tr.html("tours-which-month", args![])).with(keyboard)
}

/// Which price?
#[must_use]
pub fn prices(tr: &Tr, view: &View) -> Screen {
    let mut keyboard = Keyboard::new();
    for (currency, steps) in PRICES {
        let row = steps.map(|thousands| {
            let view = View {
                price: Some((currency, thousands)),
                ..view.clone()
            };
            let sum = Money::new(i64::from(thousands) * 100_000, currency);
            button(
                tr.plain("tours-up-to", args![sum = tr.money(sum)]),
                &ToursCallback::List(view, 0),
            )
        });
        keyboard = keyboard.grid(1, row);
    }
    let whatever = View {
        price: None,
        ..view.clone()
    };
    let keyboard = keyboard
        .row([any(tr, whatever)])
        .back(tr, &ToursCallback::List(view.clone(), 0));
    Screen::new(tr.html("tours-which-price", args![])).with(keyboard)
}

/// The facts of a tour in a few words.
fn facts(tr: &Tr, catalog: &Catalog, card: &Card) -> String {
    let lang = tr.lang();
    let city = catalog
        .city(&card.tour.city)
        .map(|city| city.title.in_lang(lang).clone());
    let length = tr.plain("tours-length", args![days = i64::from(card.tour.days)]);
    let kind = catalog
        .kind(&card.tour.kind)
        .map(|kind| format!("{} {}", kind.emoji, kind.title.in_lang(lang)));
    city.into_iter()
        .chain([length])
        .chain(kind)
        .chain(words::rating(
            tr,
            card.tour.stars_sum.into(),
            card.tour.stars_count.into(),
        ))
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A picture as Telegram takes it: by its id, or by its bytes.
fn picture(cx: &Ctx, photo: &tour_photo::Model) -> Option<Media> {
    match (&photo.file_id, &photo.asset) {
        (Some(id), _) => Some(Media::Sent(FileKind::Photo, id.clone())),
        (None, Some(path)) => asset(cx, path).map(Media::Photo),
        (None, None) => None,
    }
}

/// A picture of the assets: by the id that Telegram knows it by, or by its bytes.
fn asset(cx: &Ctx, path: &str) -> Option<InputFile> {
    cx.site.library.picture(path).or_else(|| {
        let bytes = cx.app().assets.bytes(path)?;
        let name = path.rsplit('/').next().unwrap_or("tour.png").to_owned();
        Some(InputFile::memory(bytes.into_owned()).file_name(name))
    })
}

/// The pictures of a tour as Telegram takes them for an album.
#[must_use]
pub fn pictures<'c>(cx: &Ctx, card: &'c Card) -> Vec<(&'c tour_photo::Model, InputFile)> {
    let file = |photo: &tour_photo::Model| match (&photo.file_id, &photo.asset) {
        (Some(id), _) => Some(InputFile::file_id(FileId(id.clone()))),
        (None, Some(path)) => asset(cx, path),
        (None, None) => None,
    };
    card.photos
        .iter()
        .filter_map(|photo| Some((photo, file(photo)?)))
        .collect()
}

/// A tour; friends who are `going` on it are named, `shared` is its link.
#[must_use]
pub fn card(
    cx: &Ctx,
    card: &Card,
    going: &[(user::Model, NaiveDate)],
    shared: Option<&str>,
) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let catalog = &cx.site.library.tours;
    let mut html = tr.html(
        "tours-card",
        args![
            title = card.title(lang),
            facts = facts(tr, catalog, card),
            agency = card.agency.name.as_str(),
        ],
    );
    if let Some(text) = card.text(lang) {
        html = html.paragraph(&Html::escape(&teaser(&text.description)));
    }
    if let Some(lowest) = card.lowest() {
        html = html.paragraph(&tr.html("tours-from", args![sum = tr.money(lowest)]));
    }
    for promotion in card.promotions.iter().take(2) {
        html = html.line(&tr.html(
            "tours-promotion",
            args![
                name = promotion.title.as_str(),
                until = promotion.ends_at.day_in(cx.app().config.tours.time_zone),
            ],
        ));
    }
    html = html.paragraph(&nearest(tr, card));
    if !going.is_empty() {
        let names: Vec<_> = going
            .iter()
            .map(|(person, day)| format!("{} ({})", person.full_name(), day.format("%d.%m")))
            .collect();
        let names = names.join(", ");
        html = html.paragraph(&tr.html("tours-friends", args![names = names]));
    }
    let id = card.tour.id;
    let label = |text: &str| tr.plain(text, args![]);
    let dates = card.sessions.first().map(|session| {
        button(
            label("tours-dates"),
            &ToursCallback::Dates(id, session.starts_on),
        )
    });
    let photos = (card.photos.len() > 1).then(|| {
        button(
            tr.plain("tours-photos", args![count = card.photos.len()]),
            &ToursCallback::Photo(id, 1),
        )
    });
    let keep = button(
        label(if card.is_kept {
            "tours-drop"
        } else {
            "tours-keep"
        }),
        &ToursCallback::Keep(id, !card.is_kept),
    );
    let share = shared.and_then(|address| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("url", address);
        query.append_pair("text", card.title(lang));
        let address = format!("https://t.me/share/url?{}", query.finish());
        link(label("tours-share"), &address)
    });
    let agency = button(
        format!("🏢 {}", card.agency.name),
        &ToursCallback::Agency(card.agency.id, 0),
    );
    let keyboard = Keyboard::new()
        .row(dates)
        .row(
            [button(label("tours-more"), &ToursCallback::More(id))]
                .into_iter()
                .chain(photos),
        )
        .row([keep].into_iter().chain(share))
        .row([agency])
        .back(tr, &ToursCallback::Home);
    let screen = Screen::new(html).with(keyboard);
    with_picture(cx, screen, card.photos.first())
}

/// Puts a picture above a screen, where there is one.
pub(super) fn with_picture(cx: &Ctx, screen: Screen, photo: Option<&tour_photo::Model>) -> Screen {
    match photo.and_then(|photo| picture(cx, photo)) {
        Some(media) => screen.with_media(media),
        None => screen,
    }
}

/// An agency with its logo, what it says about itself, and its tours. Its contacts are for those who paid.
#[must_use]
pub fn agency(cx: &Ctx, agency: &agency::Model, tours: &Page<Brief>) -> Screen {
    let tr = &cx.tr;
    let about = Html::escape(&agency.description);
    let html = tr
        .html("tours-agency", args![name = agency.name.as_str()])
        .line(&tr.html("tours-agency-count", args![count = tours.total]))
        .paragraph(&about);
    let rows = tours
        .items
        .iter()
        .map(|brief| button(line(tr, brief), &ToursCallback::Card(brief.tour.id)));
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .pager(tours, |number| ToursCallback::Agency(agency.id, number))
        .back(tr, &ToursCallback::Home);
    let screen = Screen::new(html).with(keyboard);
    match &agency.logo_file_id {
        Some(logo) => screen.with_media(Media::Sent(FileKind::Photo, logo.clone())),
        None => screen,
    }
}

/// A promo code that somebody was sent.
#[must_use]
pub fn promo(tr: &Tr, code: &promo_code::Model, zone: Tz) -> Screen {
    let off = words::off(tr, code.percent_bp, code.amount_minor, code.currency);
    let mut html = tr.html(
        "tours-promo",
        args![
            code = code.code.as_str(),
            off = off,
            until = code.ends_at.day_in(zone)
        ],
    );
    if let Some(minimum) = code.minimum() {
        let least = tr.money(minimum);
        html = html.line(&tr.html("tours-promo-minimum", args![sum = least]));
    }
    let tour = code.tour_id.map(|id| {
        button(
            tr.plain("tours-promo-tour", args![]),
            &ToursCallback::Card(id),
        )
    });
    let keyboard = Keyboard::new()
        .row([copy(tr.plain("tours-promo-copy", args![]), &code.code)])
        .row(tour)
        .row([button(
            tr.plain("tours-promo-all", args![]),
            &ToursCallback::Home,
        )]);
    Screen::new(html).with(keyboard)
}

/// The title of a tour alone.
#[must_use]
pub fn titled(tr: &Tr, card: &Card) -> Html {
    tr.html("tours-more-title", args![title = card.title(tr.lang())])
}

/// One picture after the other.
#[must_use]
pub fn photo(cx: &Ctx, card: &Card, number: u32) -> Screen {
    let tr = &cx.tr;
    let id = card.tour.id;
    let (number, _) = Page::<()>::locate(number, count_of(&card.photos), 1);
    let page = Page::<()> {
        items: Vec::new(),
        number,
        count: Page::<()>::count_of(count_of(&card.photos), 1),
        total: count_of(&card.photos),
    };
    let html = titled(tr, card);
    let keyboard = Keyboard::new()
        .pager(&page, |number| ToursCallback::Photo(id, number))
        .row([button(
            tr.plain("tours-album", args![]),
            &ToursCallback::Album(id),
        )])
        .back(tr, &ToursCallback::Card(id));
    let shown = usize::try_from(number).ok();
    let shown = shown.and_then(|number| card.photos.get(number));
    with_picture(cx, Screen::new(html).with(keyboard), shown)
}

/// All pictures stand above: albums have no buttons of their own.
#[must_use]
pub fn album_sent(tr: &Tr, card: &Card) -> Screen {
    let title = card.title(tr.lang());
    Screen::new(tr.html("tours-album-sent", args![title = title]))
        .with(Keyboard::new().back(tr, &ToursCallback::Card(card.tour.id)))
}

fn count_of<T>(all: &[T]) -> u64 {
    u64::try_from(all.len()).unwrap_or(u64::MAX)
}

fn teaser(description: &str) -> String {
    if description.chars().nth(TEASER).is_none() {
        return description.to_owned();
    }
    let cut: String = description.chars().take(TEASER).collect();
    // Words stay whole.
    let whole = cut
        .rsplit_once(char::is_whitespace)
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}…", whole.trim_end_matches(['.', ',', ';', ' ']))
}

/// The next sessions.
fn nearest(tr: &Tr, card: &Card) -> Html {
    if card.sessions.is_empty() {
        return tr.html("tours-no-dates", args![]);
    }
    let mut html = tr.html("tours-nearest", args![]);
    for session in card.sessions.iter().take(3) {
        html = html.line(&session_line(tr, session));
    }
    html
}

fn session_line(tr: &Tr, session: &tour_session::Model) -> Html {
    tr.html(
        "tours-session",
        args![
            days = words::days(session),
            sum = tr.money(session.adult()),
            free = i64::from(session.free().max(0)),
        ],
    )
}

/// All that is said of a tour.
#[must_use]
pub fn more(cx: &Ctx, card: &Card) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let catalog = &cx.site.library.tours;
    let mut html = titled(tr, card);
    if let Some(text) = card.text(lang) {
        html = html.paragraph(&Html::escape(&text.description));
        if !text.included.is_empty() {
            html = html.paragraph(&tr.html("tours-included", args![text = text.included.as_str()]));
        }
        if !text.meeting_point.is_empty() {
            html = html
                .paragraph(&tr.html("tours-meeting", args![text = text.meeting_point.as_str()]));
        }
    }
    html = html.paragraph(&params(tr, catalog, card));
    let transports = words::transports(tr, catalog, &card.tour.transports);
    if !transports.is_empty() {
        html = html.line(&tr.html("tours-transports", args![names = transports]));
    }
    let languages = card
        .tour
        .languages
        .split_whitespace()
        .filter_map(Lang::from_tag)
        .map(Lang::own_name)
        .collect::<Vec<_>>()
        .join(", ");
    html = html.line(&tr.html("tours-languages", args![names = languages]));
    if !card.agency.description.is_empty() {
        html = html.paragraph(&tr.html(
            "tours-about-agency",
            args![
                name = card.agency.name.as_str(),
                text = card.agency.description.as_str()
            ],
        ));
    }
    Screen::new(html).with(Keyboard::new().back(tr, &ToursCallback::Card(card.tour.id)))
}

/// The parameters of a tour, as its type names them.
fn params(tr: &Tr, catalog: &Catalog, card: &Card) -> Html {
    let lang = tr.lang();
    let values: Map<String, Value> = serde_json::from_str(&card.tour.params).unwrap_or_default();
    let mut html = Html::default();
    for param in catalog
        .kind(&card.tour.kind)
        .map(|kind| kind.params.as_slice())
        .unwrap_or_default()
    {
        let value = values.get(&param.key);
        let Some(value) = value.and_then(|value| words::answer(tr, param, value)) else {
            continue;
        };
        html = html.line(&tr.html(
            "tours-param",
            args![name = param.title.in_lang(lang).as_str(), value = value],
        ));
    }
    html
}

/// The sessions of a month: a calendar, and a list of them.
#[must_use]
pub fn dates(cx: &Ctx, card: &Card, shown: NaiveDate) -> Screen {
    let tr = &cx.tr;
    let id = card.tour.id;
    let first = shown.with_day(1).unwrap_or(shown);
    let last = end_of_month(first);
    let mut html = tr.html(
        "tours-dates-title",
        args![title = card.title(tr.lang()), month = month_name(tr, first)],
    );
    let here: Vec<_> = card
        .sessions
        .iter()
        .filter(|session| (first..=last).contains(&session.starts_on))
        .collect();
    if here.is_empty() {
        html = html.paragraph(&tr.html("tours-month-empty", args![]));
    }
    let mut listed = Html::default();
    for session in &here {
        listed = listed.line(&session_line(tr, session));
    }
    html = html.paragraph(&listed);
    let ends = card
        .sessions
        .first()
        .zip(card.sessions.last())
        .map(|(first, last)| (first.starts_on, last.starts_on));
    let (from, until) = ends.unwrap_or((shown, shown));
    let pick = |day: NaiveDate| ToursCallback::Day(id, day);
    let turn = |month: NaiveDate| ToursCallback::Dates(id, month);
    let days = Days {
        from,
        until,
        pick: &pick,
        turn: &turn,
        none: ToursCallback::Dates(id, first),
    };
    let has_session = |day: NaiveDate| here.iter().any(|session| session.starts_on == day);
    let keyboard =
        calendar::month_where(tr, first, &days, &has_session).back(tr, &ToursCallback::Card(id));
    Screen::new(html).with(keyboard)
}

/// The sessions of a day.
#[must_use]
pub fn day(tr: &Tr, card: &Card, sessions: &[&tour_session::Model]) -> Screen {
    let html = tr.html("tours-day", args![title = card.title(tr.lang())]);
    let rows = sessions.iter().map(|session| {
        let label = tr.plain(
            "tours-session-button",
            args![
                days = words::days(session),
                sum = tr.money(session.adult()),
                free = i64::from(session.free().max(0)),
            ],
        );
        button(label, &BookingsCallback::Party(first_choice(session)))
    });
    let back = sessions
        .first()
        .map_or(ToursCallback::Card(card.tour.id), |session| {
            ToursCallback::Dates(card.tour.id, session.starts_on)
        });
    Screen::new(html).with(Keyboard::new().grid(1, rows).back(tr, &back))
}

/// What somebody begins with who opens a session.
#[must_use]
pub const fn first_choice(session: &tour_session::Model) -> Choice {
    Choice {
        session: session.id,
        party: Party {
            adults: 1,
            children: 0,
        },
        code: None,
    }
}
