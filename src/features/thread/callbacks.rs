//! Buttons of threads.

use super::parties::Thread;
use crate::{
    bot::callback::{Callback, Malformed, Reader, Writer},
    entity::thread_message::{Addressee, ThreadKind},
    kernel::ids::MessageId,
};

/// What the buttons say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ThreadCallback {
    /// Write, from a screen: it gives way.
    Write(Thread, Addressee),
    /// Write, from a message that has to stay.
    Reply(Thread, Addressee),
    /// What was said, this page.
    Read(Thread, u32),
    /// The same as a file.
    File(Thread),
    /// The file of a message once more.
    Attached(MessageId),
    /// Enough written.
    Leave(Thread),
}

impl ThreadCallback {
    /// Every kind of button, with the most extreme arguments.
    #[must_use]
    pub fn samples() -> Vec<Self> {
        let order = Thread {
            kind: ThreadKind::Order,
            id: i64::MAX,
        };
        let hour = Thread {
            kind: ThreadKind::Hour,
            id: i64::MAX,
        };
        vec![
            Self::Write(order, Addressee::Executor),
            Self::Write(hour, Addressee::Client),
            Self::Reply(order, Addressee::Everyone),
            Self::Reply(hour, Addressee::Staff),
            Self::Read(order, u32::MAX),
            Self::File(hour),
            Self::Attached(MessageId(i64::MAX)),
            Self::Leave(order),
        ]
    }
}

impl Callback for ThreadCallback {
    const TAG: &'static str = "l1";

    fn write(&self, to: &mut Writer) {
        match self {
            Self::Write(thread, whom) => written(to.word("write"), *thread).word(whom.word()),
            Self::Reply(thread, whom) => written(to.word("reply"), *thread).word(whom.word()),
            Self::Read(thread, page) => written(to.word("read"), *thread).int((*page).into()),
            Self::File(thread) => written(to.word("file"), *thread),
            Self::Attached(message) => to.word("att").int(message.0),
            Self::Leave(thread) => written(to.word("leave"), *thread),
        };
    }

    fn read(action: &str, from: &mut Reader<'_>) -> Result<Self, Malformed> {
        let whom = |from: &mut Reader<'_>| Addressee::from_word(from.word()?).ok_or(Malformed);
        Ok(match action {
            "write" => Self::Write(thread(from)?, whom(from)?),
            "reply" => Self::Reply(thread(from)?, whom(from)?),
            "read" => Self::Read(thread(from)?, from.int()?),
            "file" => Self::File(thread(from)?),
            "att" => Self::Attached(MessageId(from.int()?)),
            "leave" => Self::Leave(thread(from)?),
            _ => return Err(Malformed),
        })
    }
}

fn written(to: &mut Writer, thread: Thread) -> &mut Writer {
    to.word(thread.kind.word()).int(thread.id)
}

fn thread(from: &mut Reader<'_>) -> Result<Thread, Malformed> {
    let kind = ThreadKind::from_word(from.word()?).ok_or(Malformed)?;
    Ok(Thread {
        kind,
        id: from.int()?,
    })
}
