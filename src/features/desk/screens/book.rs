//! The ledger as staff looks at it.

use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::Screen,
        texts::Tr,
    },
    entity::{ledger_account, ledger_entry},
    features::{
        ctx::Ctx,
        desk::{
            book::{Page, Total},
            callbacks::DeskCallback,
        },
        ledger::{Kind, reads::Booked},
    },
    kernel::money::Money,
};

/// A word of the ledger as a part of a text's id.
fn hyphened(word: &str) -> String {
    word.replace(['.', '_'], "-")
}

fn account(tr: &Tr, kind: &str) -> String {
    tr.plain(&format!("ledger-account-{}", hyphened(kind)), args![])
}

/// What is on the accounts.
#[must_use]
pub fn accounts(tr: &Tr, totals: &[Total]) -> Screen {
    let mut html = tr.html("ledger-accounts", args![]);
    let mut kinds: Vec<Kind> = Vec::new();
    for (index, total) in totals.iter().enumerate() {
        let line = tr.html(
            "ledger-total",
            args![
                account = account(tr, total.kind.word()),
                sum = tr.money(total.sum)
            ],
        );
        html = if index == 0 {
            html.paragraph(&line)
        } else {
            html.line(&line)
        };
        if kinds.last() != Some(&total.kind) {
            kinds.push(total.kind);
        }
    }
    if totals.is_empty() {
        html = html.paragraph(&tr.html("ledger-none", args![]));
    }
    let rows = kinds
        .into_iter()
        .map(|kind| button(account(tr, kind.word()), &DeskCallback::Book(Some(kind), 0)));
    let all = (!totals.is_empty()).then(|| {
        button(
            tr.plain("ledger-all", args![]),
            &DeskCallback::Book(None, 0),
        )
    });
    let keyboard = Keyboard::new()
        .row(all)
        .grid(2, rows)
        .back(tr, &DeskCallback::Funds);
    Screen::new(html).with(keyboard)
}

/// What was booked, the newest first.
#[must_use]
pub fn page(cx: &Ctx, kind: Option<Kind>, is_older: bool, page: &Page) -> Screen {
    let tr = &cx.tr;
    let title = match kind {
        Some(kind) => account(tr, kind.word()),
        None => tr.plain("ledger-every-account", args![]),
    };
    let mut html = tr.html("ledger-book", args![account = title]);
    for booked in &page.facts {
        html = html.paragraph(&fact(cx, page, booked));
    }
    if page.facts.is_empty() {
        html = html.paragraph(&tr.html("ledger-none", args![]));
    }
    let newest = is_older.then(|| {
        button(
            tr.plain("ledger-newest", args![]),
            &DeskCallback::Book(kind, 0),
        )
    });
    let older = page.facts.last().filter(|_| page.has_more).map(|last| {
        button(
            tr.plain("desk-older", args![]),
            &DeskCallback::Book(kind, last.fact.id.0),
        )
    });
    let keyboard = Keyboard::new()
        .row(newest.into_iter().chain(older))
        .back(tr, &DeskCallback::Accounts);
    Screen::new(html).with(keyboard)
}

fn fact(cx: &Ctx, page: &Page, booked: &Booked) -> Html {
    let tr = &cx.tr;
    let row = &booked.fact;
    let subject = tr.plain(
        &format!("ledger-about-{}", hyphened(&row.subject_kind)),
        args![number = row.subject_id.to_string()],
    );
    let html = tr.html(
        "ledger-fact",
        args![
            at = row.at.moment_in(cx.zone()),
            fact = tr.plain(&format!("ledger-fact-{}", hyphened(&row.kind)), args![]),
            subject = subject,
        ],
    );
    let is_credit = |entry: &ledger_entry::Model| entry.amount_minor < 0;
    let debits = booked.lines.iter().filter(|(entry, _)| !is_credit(entry));
    let credits = booked.lines.iter().filter(|(entry, _)| is_credit(entry));
    debits.chain(credits).fold(html, |html, (entry, of)| {
        html.line(&line(tr, page, entry, of))
    })
}

fn line(tr: &Tr, page: &Page, entry: &ledger_entry::Model, of: &ledger_account::Model) -> Html {
    let id = if entry.amount_minor < 0 {
        "ledger-credit"
    } else {
        "ledger-debit"
    };
    let name = account(tr, &of.kind);
    let name = match page.owners.get(&(of.kind.clone(), of.owner_id)) {
        Some(owner) => format!("{name} ({owner})"),
        None => name,
    };
    let sum = Money::new(entry.amount_minor.saturating_abs(), of.currency);
    tr.html(id, args![account = name, sum = tr.money(sum)])
}
