//! Offers of executors, for the client to choose from.

use super::orders::money;
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::order::Model,
    features::{
        ctx::Ctx,
        study::{callbacks::StudyCallback, quotes::OfferOf},
    },
};

/// Stars of an executor, such as `4,8`; none without reviews.
fn stars(tr: &Tr, offer: &OfferOf) -> String {
    let (sum, count) = (offer.executor.stars_sum, offer.executor.stars_count);
    if count == 0 {
        return tr.plain("study-no-reviews", args![]);
    }
    let (sum, total) = (i64::from(sum), i64::from(count));
    let stars = tr.tenths((sum * 10 + total / 2) / total);
    tr.plain(
        "study-stars",
        args![stars = stars, count = i64::from(count)],
    )
}

/// Offers side by side, cheapest first.
#[must_use]
pub fn offers(cx: &Ctx, order: &Model, offers: &[OfferOf]) -> Screen {
    let tr = &cx.tr;
    let mut html = tr.html(
        "study-offers",
        args![id = order.id.to_string(), count = offers.len()],
    );
    for one in offers {
        html = html.paragraph(&offer_words(tr, order, one));
    }
    let rows = offers.iter().map(|one| {
        let label = tr.plain(
            "study-offer-choose",
            args![
                number = i64::from(one.executor.number),
                price = money(tr, order, one.offer.price_minor)
            ],
        );
        button(label, &StudyCallback::Offer(one.offer.id))
    });
    let keyboard = Keyboard::new()
        .grid(1, rows)
        .back(tr, &StudyCallback::Card(order.id));
    Screen::new(html).with(keyboard)
}

fn offer_words(tr: &Tr, order: &Model, one: &OfferOf) -> Html {
    tr.html(
        "study-offer",
        args![
            number = i64::from(one.executor.number),
            stars = stars(tr, one),
            price = money(tr, order, one.offer.price_minor),
            days = i64::from(one.offer.days),
            note = one.offer.note.as_str()
        ],
    )
}

/// One offer, with the question whether to choose it.
#[must_use]
pub fn offer(cx: &Ctx, order: &Model, one: &OfferOf) -> Screen {
    let tr = &cx.tr;
    let html = offer_words(tr, order, one).paragraph(&tr.html("study-offer-ask", args![]));
    let keyboard = Keyboard::new()
        .row([button(
            tr.plain("study-offer-yes", args![]),
            &StudyCallback::Choose(one.offer.id, one.offer.price_minor),
        )])
        .back(tr, &StudyCallback::Offers(order.id));
    Screen::new(html).with(keyboard)
}
