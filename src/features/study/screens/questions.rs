//! Questions before something that cannot be taken back.

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    entity::order::Model,
    features::{
        ctx::Ctx,
        study::{callbacks::StudyCallback, disputes, endings::Preview},
    },
};

/// The question before the work is accepted.
#[must_use]
pub fn ask_accept(cx: &Ctx, order: &Model) -> Screen {
    let html = cx.tr.html(
        "study-accept-ask",
        args![days = i64::from(cx.app().config.study.warranty_days)],
    );
    let keyboard = Keyboard::new().yes_no(
        &cx.tr,
        &StudyCallback::AcceptYes(order.id),
        &StudyCallback::Card(order.id),
    );
    Screen::new(html).with(keyboard)
}

/// Asks what should be changed.
#[must_use]
pub fn ask_changes(cx: &Ctx, order: &Model) -> Screen {
    let html = cx.tr.html(
        "study-changes-ask",
        args![left = i64::from(order.revisions_left)],
    );
    let keyboard = Keyboard::new().back(&cx.tr, &StudyCallback::Card(order.id));
    Screen::new(html).with(keyboard)
}

/// Asks why staff is called.
#[must_use]
pub fn ask_dispute(cx: &Ctx, order: &Model) -> Screen {
    let html = cx
        .tr
        .html("study-dispute-ask", args![limit = disputes::REASON_LIMIT]);
    let keyboard = Keyboard::new().back(&cx.tr, &StudyCallback::Card(order.id));
    Screen::new(html).with(keyboard)
}

/// The question before an order is called off, with the money.
#[must_use]
pub fn ask_cancel(cx: &Ctx, order: &Model, preview: Preview) -> Screen {
    let tr = &cx.tr;
    let back = StudyCallback::Card(order.id);
    let ask = |html: Html| {
        let keyboard = Keyboard::new().yes_no(tr, &StudyCallback::CancelYes(order.id), &back);
        Screen::new(html).with(keyboard)
    };
    match preview {
        Preview::Free => ask(tr.html("study-cancel-free", args![])),
        Preview::Refund(money) => {
            ask(tr.html("study-cancel-refund", args![back = tr.money(money)]))
        }
        Preview::AskStaff => {
            let keyboard = Keyboard::new()
                .row([button(
                    tr.plain("study-dispute", args![]),
                    &StudyCallback::Dispute(order.id),
                )])
                .back(tr, &back);
            Screen::new(tr.html("study-cancel-staff", args![])).with(keyboard)
        }
        Preview::Over => {
            let keyboard = Keyboard::new().back(tr, &back);
            Screen::new(tr.html("study-cancel-over", args![])).with(keyboard)
        }
    }
}
