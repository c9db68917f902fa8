//! What threads look like.

use teloxide::types::InputFile;

use super::{
    callbacks::ThreadCallback,
    parties::{Parties, Thread},
    reads::{Author, Line, View},
};
use crate::{
    args,
    bot::{
        html::Html,
        keyboard::{Keyboard, button},
        screen::{Media, Screen},
        texts::Tr,
    },
    entity::{
        attachment,
        thread_message::{Addressee, Side, ThreadKind},
    },
    features::{
        ctx::Ctx,
        desk::callbacks::DeskCallback,
        executors::callbacks::ExecutorsCallback,
        hours::callbacks::HoursCallback,
        study::{callbacks::StudyCallback, masking::said::reasons},
    },
    kernel::{
        ids::{HourId, OrderId},
        page::Page,
    },
};

/// Letters of one message on a page: the file has the rest.
const LINE_LIMIT: usize = 300;

/// "order no. 12", as it stands in a head.
#[must_use]
pub fn subject(tr: &Tr, thread: Thread) -> String {
    let id = match thread.kind {
        ThreadKind::Order => "thread-of-order",
        ThreadKind::Hour => "thread-of-hour",
    };
    tr.plain(id, args![id = thread.id.to_string()])
}

/// What somebody is called in a thread.
#[must_use]
pub fn name(tr: &Tr, thread: Thread, author: Author) -> String {
    match author {
        Author::Me => tr.plain("thread-name-me", args![]),
        Author::Client => match thread.kind {
            ThreadKind::Order => tr.plain("thread-name-client", args![]),
            ThreadKind::Hour => tr.plain("thread-name-guest", args![]),
        },
        Author::Executor(Some(number)) => {
            tr.plain("thread-name-executor", args![number = number.to_string()])
        }
        Author::Executor(None) => tr.plain("thread-name-someone", args![]),
        Author::Operator => tr.plain("thread-name-operator", args![]),
        Author::Staff => tr.plain("thread-name-staff", args![]),
    }
}

/// The way in: who reads what is written now.
#[must_use]
pub fn writing(cx: &Ctx, parties: &Parties, side: Side, to: Addressee) -> Screen {
    let tr = &cx.tr;
    let thread = parties.thread;
    let whom = match to {
        Addressee::Client => name(tr, thread, Author::Client),
        Addressee::Executor => match thread.kind {
            ThreadKind::Order => name(tr, thread, Author::Executor(parties.number)),
            ThreadKind::Hour => name(tr, thread, Author::Operator),
        },
        Addressee::Everyone => tr.plain("thread-name-both", args![]),
        Addressee::Staff => name(tr, thread, Author::Staff),
    };
    let mut html = tr.html(
        "thread-write",
        args![whom = whom, subject = subject(tr, thread)],
    );
    if side != Side::Staff && to != Addressee::Staff {
        html = html.paragraph(&tr.html("thread-write-rule", args![]));
    }
    let keyboard = Keyboard::new().row([
        button(
            tr.plain("thread-read", args![]),
            &ThreadCallback::Read(thread, u32::MAX),
        ),
        button(
            tr.plain("thread-leave", args![]),
            &ThreadCallback::Leave(thread),
        ),
    ]);
    Screen::new(html).with(keyboard)
}

/// A message of the other side.
#[must_use]
pub fn relayed(tr: &Tr, view: &View, line: &Line, masked: &[String]) -> Screen {
    let thread = view.parties.thread;
    let mut html = tr.html(
        "thread-head",
        args![
            name = name(tr, thread, line.author),
            subject = subject(tr, thread)
        ],
    );
    if let Some(text) = &line.message.text {
        html = html.paragraph(&Html::escape(text));
    }
    if line.message.masked {
        let reasons = reasons(tr, masked.iter().map(String::as_str));
        html = html.paragraph(&tr.html("thread-masked-theirs", args![reasons = reasons]));
    }
    // A single button, and one that leaves the message where it is.
    let keyboard = Keyboard::new().row([button(
        tr.plain("thread-reply", args![]),
        &ThreadCallback::Reply(thread, answer_to(view.side, line)),
    )]);
    let screen = Screen::new(html).with(keyboard);
    match &line.file {
        Some(file) => screen.with_media(sent(file)),
        None => screen,
    }
}

/// Whoever wrote is the one who is answered.
const fn answer_to(side: Side, line: &Line) -> Addressee {
    match (side, line.message.side) {
        (Side::Staff, Side::Client) => Addressee::Client,
        (Side::Staff, Side::Executor) => Addressee::Executor,
        (Side::Client | Side::Executor, Side::Staff) => Addressee::Staff,
        (side, _) => Parties::opposite(side),
    }
}

/// A kept file as something to send.
#[must_use]
pub fn sent(file: &attachment::Model) -> Media {
    Media::Sent(file.kind, file.file_id.clone())
}

/// The file of a message once more, under the name of its author.
#[must_use]
pub fn attached(tr: &Tr, view: &View, line: &Line, file: &attachment::Model) -> Screen {
    let thread = view.parties.thread;
    let html = tr.html(
        "thread-head",
        args![
            name = name(tr, thread, line.author),
            subject = subject(tr, thread)
        ],
    );
    Screen::new(html).with_media(sent(file))
}

/// A page of what was said.
#[must_use]
pub fn transcript(cx: &Ctx, view: &View, lines: &Page<Line>) -> Screen {
    let tr = &cx.tr;
    let thread = view.parties.thread;
    let mut html = tr.html(
        "thread-title",
        args![subject = subject(tr, thread), count = lines.total],
    );
    let mut files = Vec::new();
    for line in &lines.items {
        let mut words =
            Html::escape(line.message.text.as_deref().unwrap_or_default()).clipped(LINE_LIMIT);
        if let Some(file) = &line.file {
            let kind = tr.plain(&format!("file-{}", file.kind.word()), args![]);
            let number = files.len() + 1;
            files.push(button(
                format!("📎 {number}"),
                &ThreadCallback::Attached(line.message.id),
            ));
            words = words.line(&tr.html("thread-line-file", args![number = number, kind = kind]));
        }
        html = html.paragraph(&tr.html(
            "thread-line",
            args![
                at = line.message.at.moment_in(cx.zone()),
                name = name(tr, thread, line.author),
                text = words
            ],
        ));
    }
    let mut keyboard = Keyboard::new()
        .grid(4, files)
        .pager(lines, |page| ThreadCallback::Read(thread, page));
    if lines.total > 0 {
        keyboard = keyboard.row([button(
            tr.plain("thread-as-file", args![]),
            &ThreadCallback::File(thread),
        )]);
    }
    Screen::new(html).with(way_back(tr, writers(tr, view, keyboard), view))
}

/// The buttons to write, for whom it is open.
fn writers(tr: &Tr, view: &View, keyboard: Keyboard) -> Keyboard {
    let thread = view.parties.thread;
    let write = |id: &str, to| button(tr.plain(id, args![]), &ThreadCallback::Write(thread, to));
    match view.side {
        Side::Client | Side::Executor => {
            let is_open = view.parties.is_open && view.parties.executor.is_some();
            let other = is_open.then(|| write("thread-write-other", Parties::opposite(view.side)));
            keyboard
                .row(other)
                .row([write("thread-write-staff", Addressee::Staff)])
        }
        Side::Staff => {
            let has_executor = view.parties.executor.is_some();
            let executor = has_executor.then(|| write("thread-to-executor", Addressee::Executor));
            let both = has_executor.then(|| write("thread-to-both", Addressee::Everyone));
            keyboard
                .row(std::iter::once(write("thread-to-client", Addressee::Client)).chain(executor))
                .row(both)
        }
    }
}

/// To what is talked about, as this side sees it.
fn way_back(tr: &Tr, keyboard: Keyboard, view: &View) -> Keyboard {
    let thread = view.parties.thread;
    match (thread.kind, view.side) {
        (ThreadKind::Order, Side::Client) => {
            keyboard.back(tr, &StudyCallback::Card(OrderId(thread.id)))
        }
        (ThreadKind::Order, Side::Executor) => {
            keyboard.back(tr, &ExecutorsCallback::Order(OrderId(thread.id)))
        }
        (ThreadKind::Order, Side::Staff) => {
            keyboard.back(tr, &DeskCallback::Order(OrderId(thread.id)))
        }
        (ThreadKind::Hour, _) => keyboard.back(tr, &HoursCallback::Card(HourId(thread.id))),
    }
}

/// Everything that was said, as a file.
#[must_use]
pub fn file(cx: &Ctx, thread: Thread, text: String) -> Screen {
    let name = format!("{}-{}.txt", thread.kind.word(), thread.id);
    let document = InputFile::memory(text.into_bytes()).file_name(name);
    Screen::new(
        cx.tr
            .html("thread-file", args![subject = subject(&cx.tr, thread)]),
    )
    .with_media(Media::Document(document))
}

/// "You have left the chat."
#[must_use]
pub fn left(cx: &Ctx, view: &View) -> Screen {
    let tr = &cx.tr;
    let thread = view.parties.thread;
    let keyboard = Keyboard::new().row([button(
        tr.plain("thread-read", args![]),
        &ThreadCallback::Read(thread, u32::MAX),
    )]);
    Screen::new(tr.html("thread-left", args![subject = subject(tr, thread)]))
        .with(way_back(tr, keyboard, view))
}
