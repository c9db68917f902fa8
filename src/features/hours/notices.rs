//! News of hours, in words: for the client and for the operator, each in theirs.

use chrono_tz::Tz;

use super::{
    events::{HourNews, News},
    schedule,
    screens::{self, words},
    terms::Side,
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{
        hour::{Model, Status},
        user,
    },
    features::{Site, hours::callbacks::HoursCallback, post::Notice},
    kernel::money::Money,
};

/// What happened, as far as it still holds and is this reader's business.
pub(crate) async fn news(
    site: &Site,
    tr: &Tr,
    reader: &user::Model,
    event: &HourNews,
) -> anyhow::Result<Option<Notice>> {
    let Some(hour) = super::reads::find(&site.app, event.hour).await? else {
        return Ok(None);
    };
    let side = if hour.client_id == reader.id {
        Side::Client
    } else if hour.operator_id == reader.id {
        Side::Operator
    } else {
        // Whoever had it before hears that they have it no more, and nothing else.
        Side::Staff
    };
    if !holds(event.news, &hour, side) {
        return Ok(None);
    }
    let zone = schedule::zone_of(&site.app, reader);
    if event.news == News::Started {
        let minutes = super::terms::step(&hour, site.app.clock.now());
        return Ok(Some(screens::timer(tr, &hour, side, zone, minutes).into()));
    }
    let told = words_of(tr, event.news, &hour, side, zone, &site.app.config.hours);
    Ok(told.map(|html| screen(tr, html, event.news, &hour, side).into()))
}

/// Whether it is still so.
fn holds(news: News, hour: &Model, side: Side) -> bool {
    match news {
        News::TakenAway => side == Side::Staff,
        News::Given => side == Side::Operator && hour.status == Status::Booked,
        _ if side == Side::Staff => false,
        News::Booked => matches!(hour.status, Status::Booked | Status::Live),
        News::Tomorrow | News::Soon => hour.status == Status::Booked,
        News::Started | News::FiveLeft => hour.status == Status::Live,
        News::Expired => hour.status == Status::Expired,
        News::Done => hour.status == Status::Done,
        News::MissedByClient => hour.status == Status::MissedByClient,
        News::MissedByOperator => hour.status == Status::MissedByOperator,
        News::CancelledByClient | News::CancelledByOperator | News::CancelledByStaff => {
            hour.status == Status::Cancelled
        }
    }
}

fn words_of(
    tr: &Tr,
    news: News,
    hour: &Model,
    side: Side,
    zone: Tz,
    settings: &crate::config::Hours,
) -> Option<Html> {
    let is_client = side == Side::Client;
    let when = words::when(tr, hour.starts_at, zone);
    let id = hour.id.to_string();
    let refund = Money::new(hour.refunded_minor, hour.currency);
    let by_side = |client: &str, operator: &str| {
        tr.html(
            if is_client { client } else { operator },
            args![when = when.as_str(), id = id.as_str()],
        )
    };
    let html = match news {
        News::Booked => by_side("hours-news-booked", "hours-news-booked-operator"),
        News::Expired => tr.html("hours-news-expired", args![when = when.as_str()]),
        News::Tomorrow => by_side("hours-news-tomorrow", "hours-news-tomorrow-operator"),
        News::Soon => by_side("hours-news-soon", "hours-news-soon-operator"),
        News::FiveLeft => tr.html("hours-news-five", args![]),
        News::Done => by_side("hours-news-done", "hours-news-done-operator"),
        News::MissedByClient => {
            let html = tr.html(
                if is_client {
                    "hours-news-missed-you"
                } else {
                    "hours-news-missed-client"
                },
                args![
                    when = when.as_str(),
                    id = id.as_str(),
                    minutes = settings.no_show_minutes
                ],
            );
            with_refund(tr, html, is_client, refund)
        }
        News::MissedByOperator => {
            let html = by_side(
                "hours-news-missed-operator",
                if hour.operator_came_at.is_some() {
                    "hours-news-failed"
                } else {
                    "hours-news-missed-by-you"
                },
            );
            with_refund(tr, html, is_client, refund)
        }
        News::CancelledByClient => tr.html(
            "hours-news-cancelled-client",
            args![when = when.as_str(), id = id.as_str()],
        ),
        News::CancelledByOperator => {
            let html = tr.html("hours-news-cancelled-operator", args![when = when.as_str()]);
            with_refund(tr, html, is_client, refund)
        }
        News::CancelledByStaff => {
            let html = by_side(
                "hours-news-cancelled-staff",
                "hours-news-cancelled-staff-operator",
            );
            with_refund(tr, html, is_client, refund)
        }
        News::TakenAway => tr.html(
            "hours-news-taken-away",
            args![when = when.as_str(), id = id.as_str()],
        ),
        News::Given => tr.html(
            "hours-news-given",
            args![when = when.as_str(), id = id.as_str()],
        ),
        News::Started => return None,
    };
    Some(html)
}

fn with_refund(tr: &Tr, html: Html, is_client: bool, refund: Money) -> Html {
    if is_client && refund.is_positive() {
        html.paragraph(&tr.html("hours-news-refund", args![refund = tr.money(refund)]))
    } else {
        html
    }
}

fn screen(tr: &Tr, html: Html, news: News, hour: &Model, side: Side) -> Screen {
    let label = |text: &str| tr.plain(text, args![]);
    let mut keyboard = Keyboard::new();
    if news == News::FiveLeft || news == News::TakenAway {
        return Screen::new(html);
    }
    let is_over = matches!(
        news,
        News::Expired | News::MissedByOperator | News::CancelledByOperator | News::CancelledByStaff
    );
    if side == Side::Client && is_over {
        keyboard = keyboard.row([button(label("hours-again"), &HoursCallback::Home)]);
    }
    let keyboard = keyboard.row([button(
        label("hours-open-card"),
        &HoursCallback::Card(hour.id),
    )]);
    Screen::new(html).with(keyboard)
}
