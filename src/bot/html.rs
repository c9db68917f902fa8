//! Telegram HTML that is safe by construction.

use std::fmt;

/// Text in Telegram's HTML. Can be made only from our own texts or from escaped words of people, so a
/// name like `<b>` can never break a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Html(String);

impl Html {
    /// Words of a person, or any other text that is not ours, made harmless.
    #[must_use]
    pub fn escape(text: &str) -> Self {
        let mut html = String::with_capacity(text.len());
        for letter in text.chars() {
            match letter {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                other => html.push(other),
            }
        }
        Self(html)
    }

    /// Our own text: a Fluent message whose arguments were escaped, or an asset of the operator.
    pub(crate) fn trusted(html: String) -> Self {
        Self(html)
    }

    /// The markup.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Puts another piece at the end, an empty line between the two.
    #[must_use]
    pub fn paragraph(self, next: &Self) -> Self {
        self.joined("\n\n", next)
    }

    /// Puts another piece on the next line.
    #[must_use]
    pub fn line(self, next: &Self) -> Self {
        self.joined("\n", next)
    }

    fn joined(mut self, between: &str, next: &Self) -> Self {
        if next.is_empty() {
            return self;
        }
        if !self.is_empty() {
            self.0.push_str(between);
        }
        self.0.push_str(&next.0);
        self
    }

    /// Cuts to `limit` UTF-16 units of *visible* text, as Telegram counts, closing what was open.
    ///
    /// Texts are written to fit; this is the last resort for one with long words of people in it.
    #[must_use]
    pub fn clipped(&self, limit: usize) -> Self {
        // A letter has at least as many bytes as UTF-16 units: most texts need no counting.
        if self.0.len() <= limit || self.visible_len() <= limit {
            return self.clone();
        }
        let mut kept = String::with_capacity(self.0.len());
        let mut open: Vec<String> = Vec::new();
        let mut room = limit.saturating_sub(1);
        for token in tokens(&self.0) {
            match token {
                Token::Tag(tag) => {
                    if let Some(name) = tag.strip_prefix("</") {
                        open.retain(|held| held.as_str() != name.trim_end_matches('>'));
                    } else {
                        let name = tag.trim_start_matches('<').trim_end_matches('>');
                        open.push(name.split(' ').next().unwrap_or(name).to_owned());
                    }
                    kept.push_str(tag);
                }
                Token::Visible(text, units) => {
                    if units > room {
                        break;
                    }
                    room -= units;
                    kept.push_str(text);
                }
            }
        }
        kept.push('…');
        for name in open.iter().rev() {
            kept.push_str("</");
            kept.push_str(name);
            kept.push('>');
        }
        Self(kept)
    }

    /// Length as Telegram counts it: UTF-16 units without tags, an entity is one.
    #[must_use]
    pub fn visible_len(&self) -> usize {
        tokens(&self.0)
            .map(|token| match token {
                Token::Tag(_) => 0,
                Token::Visible(_, units) => units,
            })
            .sum()
    }
}

impl fmt::Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

enum Token<'t> {
    Tag(&'t str),
    /// A letter or an entity such as `&lt;`, and how many UTF-16 units it shows.
    Visible(&'t str, usize),
}

fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = html;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '<' => rest.find('>').map_or(rest.len(), |at| at + 1),
            '&' => rest.find(';').map_or(first.len_utf8(), |at| at + 1),
            _ => first.len_utf8(),
        };
        let (token, tail) = rest.split_at(end);
        rest = tail;
        Some(match first {
            '<' => Token::Tag(token),
            '&' => Token::Visible(token, 1),
            _ => Token::Visible(token, first.len_utf16()),
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_with_markup_are_shown_as_they_are() {
        assert_eq!(
            Html::escape("<b>Анна</b> & \"co\"").as_str(),
            "&lt;b&gt;Анна&lt;/b&gt; &amp; &quot;co&quot;"
        );
    }

    #[test]
    fn clipping_closes_what_was_open_and_counts_as_telegram_does() {
        let html = Html::trusted("<b>ab<i>cd</i>e&lt;f</b>".to_owned());
        assert_eq!(html.visible_len(), 7);
        assert_eq!(html.clipped(4).as_str(), "<b>ab<i>c…</i></b>");
        assert_eq!(html.clipped(7), html);
        // An emoji outside the basic plane is two units.
        assert_eq!(Html::escape("🚀").visible_len(), 2);
    }

    proptest! {
        #[test]
        fn escaped_text_never_opens_a_tag(text in any::<String>()) {
            let html = Html::escape(&text);
            prop_assert!(!html.as_str().contains(['<', '>']));
            prop_assert_eq!(html.visible_len(), text.encode_utf16().count());
        }

        #[test]
        fn clipped_text_fits(text in any::<String>(), limit in 1usize..50) {
            prop_assert!(Html::escape(&text).clipped(limit).visible_len() <= limit);
        }
    }
}
