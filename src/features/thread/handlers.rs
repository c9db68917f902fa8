//! Threads in the bot.

use teloxide::types::Message;

use super::{
    callbacks::ThreadCallback,
    parties::Thread,
    reads, screens,
    service::{self, ThreadError, Written},
    state::ThreadState,
    transcript,
};
use crate::{
    args,
    bot::{
        fault::{Fault, Refusal},
        files,
        tap::Tap,
    },
    entity::thread_message::Addressee,
    features::{ctx::Ctx, study::masking::said},
};

const PAGE: u64 = 8;

/// A tap on a button of a thread.
pub async fn tapped(cx: Ctx, tap: Tap, callback: ThreadCallback) -> Result<(), Fault> {
    match callback {
        ThreadCallback::Write(thread, to) => write(&cx, Some(&tap), thread, to).await,
        ThreadCallback::Reply(thread, to) => {
            // The message that is answered stays where it is.
            write(&cx, None, thread, to).await?;
            tap.finish().await;
            Ok(())
        }
        ThreadCallback::Read(thread, page) => {
            let view = reads::view(cx.app(), cx.me(), &cx.rights, thread)
                .await
                .map_err(fault)?;
            let lines = reads::page(cx.app(), cx.me(), &view, page, PAGE).await?;
            cx.show(Some(&tap), &screens::transcript(&cx, &view, &lines))
                .await
        }
        ThreadCallback::File(thread) => {
            let view = reads::view(cx.app(), cx.me(), &cx.rights, thread)
                .await
                .map_err(fault)?;
            let lines = reads::all(cx.app(), cx.me(), &view).await?;
            let text = transcript::text(&cx.tr, cx.zone(), thread, &lines);
            cx.send(&screens::file(&cx, thread, text)).await?;
            tap.finish().await;
            Ok(())
        }
        ThreadCallback::Attached(message) => {
            let (view, line) = reads::line(cx.app(), cx.me(), &cx.rights, message)
                .await
                .map_err(fault)?;
            let Some(file) = &line.file else {
                return Err(Fault::refused("common-gone"));
            };
            cx.send(&screens::attached(&cx.tr, &view, &line, file))
                .await?;
            tap.finish().await;
            Ok(())
        }
        ThreadCallback::Leave(thread) => {
            let view = reads::view(cx.app(), cx.me(), &cx.rights, thread)
                .await
                .map_err(fault)?;
            cx.show(Some(&tap), &screens::left(&cx, &view)).await
        }
    }
}

async fn write(cx: &Ctx, tap: Option<&Tap>, thread: Thread, to: Addressee) -> Result<(), Fault> {
    let (parties, side) = service::entry(cx.app(), cx.me(), &cx.rights, thread, to)
        .await
        .map_err(fault)?;
    cx.expect(ThreadState::Write { thread, to }).await;
    cx.show(tap, &screens::writing(cx, &parties, side, to))
        .await
}

/// What was written: passed on, and marked as taken.
pub async fn typed(cx: Ctx, message: Message, state: ThreadState) -> Result<(), Fault> {
    let ThreadState::Write { thread, to } = state;
    if message.contact().is_some() {
        return Err(Fault::refused("thread-error-contact"));
    }
    let written = Written {
        text: message.text().or(message.caption()).map(str::to_owned),
        file: files::of(&message),
    };
    let posted = service::post(cx.app(), cx.actor(), &cx.rights, thread, to, written).await;
    match posted {
        Ok(found) if found.is_empty() => {
            files::mark_taken(&cx.app().tg, cx.chat, message.id).await;
            Ok(())
        }
        Ok(found) => {
            files::mark_taken(&cx.app().tg, cx.chat, message.id).await;
            cx.send(&said::yours(&cx.tr, &found)).await
        }
        // The question stays open: the next message may be better.
        Err(error @ (ThreadError::Empty | ThreadError::TooLong)) => Err(fault(error)),
        Err(error @ ThreadError::Database(_)) => Err(fault(error)),
        Err(error @ (ThreadError::Gone | ThreadError::NobodyThere | ThreadError::Closed)) => {
            cx.expect_nothing().await;
            Err(fault(error))
        }
    }
}

fn fault(error: ThreadError) -> Fault {
    match error {
        ThreadError::Gone => Fault::refused("common-gone"),
        ThreadError::NobodyThere => Fault::refused("thread-error-nobody"),
        ThreadError::Closed => Fault::refused("thread-error-closed"),
        ThreadError::Empty => Fault::refused("thread-error-kind"),
        ThreadError::TooLong => Fault::Refused(Refusal {
            id: "thread-error-long",
            args: args![limit = service::TEXT_LIMIT],
        }),
        ThreadError::Database(error) => error.into(),
    }
}
