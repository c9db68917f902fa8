//! A thread as a plain text to keep.

use chrono_tz::Tz;

use super::{
    parties::Thread,
    reads::Line,
    screens::{name, subject},
};
use crate::{args, bot::texts::Tr};

/// All lines, one message after another.
#[must_use]
pub fn text(tr: &Tr, zone: Tz, thread: Thread, lines: &[Line]) -> String {
    let mut text = format!(
        "{}\n",
        tr.plain("thread-file-title", args![subject = subject(tr, thread)])
    );
    for line in lines {
        let at = line.message.at.moment_in(zone);
        text.push_str(&format!("\n[{at}] {}", name(tr, thread, line.author)));
        if let Some(words) = &line.message.text {
            text.push_str(&format!("\n{words}"));
        }
        if let Some(file) = &line.file {
            let kind = tr.plain(&format!("file-{}", file.kind.word()), args![]);
            let named = file.name.as_deref().unwrap_or_default();
            text.push_str(&format!("\n<{}>", format!("{kind} {named}").trim_end()));
        }
        text.push('\n');
    }
    text
}
