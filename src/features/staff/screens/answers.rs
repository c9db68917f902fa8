//! Which answers of the FAQ help.

use crate::{
    args,
    bot::{
        keyboard::{Keyboard, button},
        screen::Screen,
    },
    features::{
        ctx::Ctx,
        staff::{
            answers::{Order, Report},
            callbacks::StaffCallback,
        },
        support::callbacks::SupportCallback,
    },
};

/// Answers with their votes; each number opens its answer.
#[must_use]
pub fn answers(cx: &Ctx, report: &Report<'_>) -> Screen {
    let tr = &cx.tr;
    let lang = tr.lang();
    let total = report.votes.total();
    let mut html = tr.html("staff-faq-page", args![]);
    if total == 0 {
        html = html.paragraph(&tr.html("staff-faq-none", args![]));
    } else {
        let sum = tr.html(
            "staff-faq-sum",
            args![
                votes = total,
                share = report.votes.per_cent(),
                silent = report.silent,
            ],
        );
        let order = match report.order {
            Order::WorstFirst => "staff-faq-order-worst",
            Order::BestFirst => "staff-faq-order-best",
        };
        html = html.paragraph(&sum).paragraph(&tr.html(order, args![]));
    }
    let mut open = Vec::new();
    for (number, row) in (report.first_number..).zip(&report.page.items) {
        let line = tr.html(
            "staff-faq-row",
            args![
                number = number,
                emoji = row.category.emoji.as_str(),
                question = row.entry.question.in_lang(lang),
                helped = row.votes.helped,
                not = row.votes.not,
            ],
        );
        html = html.paragraph(&line);
        open.push(button(
            number.to_string(),
            &SupportCallback::Entry(row.category.key.clone(), row.entry.key.clone()),
        ));
    }
    let mut keyboard = Keyboard::new().grid(4, open).pager(&report.page, |page| {
        StaffCallback::Answers(report.order, page)
    });
    if report.page.total > 1 {
        let (id, other) = match report.order {
            Order::WorstFirst => ("staff-faq-best", Order::BestFirst),
            Order::BestFirst => ("staff-faq-worst", Order::WorstFirst),
        };
        keyboard = keyboard.row([button(
            tr.plain(id, args![]),
            &StaffCallback::Answers(other, 0),
        )]);
    }
    Screen::new(html).with(keyboard.back(tr, &StaffCallback::Panel))
}
