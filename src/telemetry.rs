//! Logs: one subscriber, in text or JSON, that never lets a bot token through.

use std::io::{self, IsTerminal, Write};

use tracing_subscriber::{EnvFilter, fmt::MakeWriter};

use crate::config::{LogFormat, Telemetry};

/// Starts logging to standard error. A second call (in tests) changes nothing.
pub fn init(settings: &Telemetry, format: Option<LogFormat>) {
    // The level was validated with the rest of the configuration.
    let filter = EnvFilter::try_new(&settings.level).unwrap_or_default();
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(Redacted);
    // In a file or a journal colours are noise.
    let builder = if io::stderr().is_terminal() {
        builder
    } else {
        builder.with_ansi(false)
    };
    let started = match format.unwrap_or(settings.format) {
        LogFormat::Text => builder.try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    // Somebody else logs already.
    started.ok();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a task panicked");
    }));
}

/// Standard error without bot tokens: `123456789:AA…` becomes `123456789:***`.
///
/// Nothing of ours prints one; libraries that put addresses of the Bot API into their errors might.
#[derive(Clone, Copy, Debug)]
struct Redacted;

impl<'w> MakeWriter<'w> for Redacted {
    type Writer = Self;

    fn make_writer(&'w self) -> Self {
        *self
    }
}

impl Write for Redacted {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        io::stderr().write_all(&redact(line))?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// Replaces what looks like a bot token: digits, a colon, at least 30 of its letters.
fn redact(line: &[u8]) -> Vec<u8> {
    let is_key = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    let mut clean = Vec::with_capacity(line.len());
    let mut rest = line;
    while let Some(colon) = rest.iter().position(|byte| *byte == b':') {
        let (before, after) = rest.split_at(colon + 1);
        clean.extend_from_slice(before);
        let key = after.iter().take_while(|byte| is_key(**byte)).count();
        let has_id = before
            .iter()
            .rev()
            .skip(1)
            .take_while(|byte| byte.is_ascii_digit())
            .count()
            >= 6;
        if has_id && key >= 30 {
            clean.extend_from_slice(b"***");
            rest = after.get(key..).unwrap_or_default();
        } else {
            rest = after;
        }
    }
    clean.extend_from_slice(rest);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_never_reach_the_log_and_other_colons_do() {
        let token = "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0";
        let line = format!("at 12:30 http://x/bot123456789:{token}/getMe failed: 500");
        assert_eq!(
            String::from_utf8(redact(line.as_bytes())).unwrap(),
            "at 12:30 http://x/bot123456789:***/getMe failed: 500"
        );
    }
}
